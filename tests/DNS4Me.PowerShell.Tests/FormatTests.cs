using System.Globalization;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class FormatTests : AgentFixture
{
    [Fact]
    public void The_status_shows_what_the_Status_dialog_shows()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        var shown = Show("Get-DNS4MeStatus");
        Assert.Matches(@"State +: Online", shown);
        Assert.Matches(@"Since +: \S", shown);
        Assert.Matches(@"Address +: 192\.0\.2\.7", shown);
        Assert.Matches(@"Internet connection +: connected since \S", shown);
        Assert.Matches(@"Domains +: alice\.dyn\.example\s+alice\.example", shown);
        Assert.Matches(@"Recent status +: .*Connecting\.\s.*The domains are online\.", shown);
    }

    [Fact]
    public void All_times_of_the_status_are_local_and_in_the_form_of_the_culture()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online with { LeaseEnds = Samples.Noon }, AgentJson.Default.AgentStatus);
        var shown = Show("[cultureinfo]::CurrentCulture = 'de-DE'; Get-DNS4MeStatus");
        var noon = Samples.Noon.LocalDateTime.ToString(CultureInfo.GetCultureInfo("de-DE"));
        Assert.Matches($@"Since +: {noon}\s*\n", shown);
        Assert.Matches($@"Online until +: {noon}\s*\n", shown);
        Assert.Contains($"connected since {Samples.Noon.AddHours(-1).LocalDateTime.ToString(CultureInfo.GetCultureInfo("de-DE"))}", shown);
        Assert.Contains($"{Samples.Noon.AddSeconds(1).LocalDateTime.ToString(CultureInfo.GetCultureInfo("de-DE"))}  Connecting.", shown);
    }

    [Fact]
    public void What_came_from_another_machine_is_shown_as_at_home()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        Agent.On(AgentProtocol.GetEvents, _ => [Samples.Event(1, "Connecting.")], AgentJson.Default.IReadOnlyListStatusEvent);
        const string There = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(({0})))";
        foreach (var command in new[] { "Get-DNS4MeStatus", "Get-DNS4MeEvent" })
        {
            Assert.Equal(Show(command), Show(There.Replace("{0}", command, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_longest_time_to_live_is_shown_whole()
    {
        new FakeRecords(Agent).Add(new() { Domain = "alice.example", Name = "a", Type = RecordType.TXT, Text = "t", TimeToLive = int.MaxValue });
        Assert.Matches(@"TXT +2147483647 ", Show("Get-DNS4MeRecord"));
    }

    [Fact]
    public void A_lost_connection_and_the_problem_are_shown()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online with
        {
            State = AgentState.Reconnecting,
            InternetConnected = false,
            InternetLostAt = Samples.Noon,
            Fault = Faults.ServiceRefused("s.example:1206"),
        }, AgentJson.Default.AgentStatus);
        var shown = Show("Get-DNS4MeStatus");
        Assert.Matches(@"Internet connection +: lost at \S", shown);
        Assert.Matches(@"Fault +: The service at s\.example:1206 refused", shown);
    }

    [Fact]
    public void Nothing_known_is_shown_without_an_error()
    {
        Agent.On(AgentProtocol.GetStatus, _ => new() { State = AgentState.Offline }, AgentJson.Default.AgentStatus);
        Assert.Matches(@"Internet connection +: not known", Show("Get-DNS4MeStatus"));
    }

    [Fact]
    public void Domains_events_and_records_are_tables()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        Agent.On(AgentProtocol.GetEvents, _ => [Samples.Event(1, "Connecting.")], AgentJson.Default.IReadOnlyListStatusEvent);
        Assert.Matches(@"(?s)Name +Online +Addresses.*alice\.example +True +192\.0\.2\.7, 2001:db8::7", Show("Get-DNS4MeDomain"));
        Assert.Matches(@"(?s)Time +Kind +Message.*Online +Connecting\.", Show("Get-DNS4MeEvent"));
    }

    [Fact]
    public void Records_are_a_table_by_domain_in_which_the_root_bears_the_domains_name()
    {
        var records = new FakeRecords(Agent);
        records.AddDefaults("alice.example");
        records.Add(new() { Domain = "alice.example", Name = "", Type = RecordType.TXT, Text = "v=spf1 -all", TimeToLive = 86400 });
        var shown = Show("Get-DNS4MeRecord");
        Assert.Matches(@"(?s)Domain: alice\.example.*Name +Type +TTL +Current Data.*\* +A +60 +Now Default / Default.*\* +MX +60 +Now 10 alice\.example.*\nalice\.example +TXT +86400 +Now ""v=spf1 -all""", shown);
        Assert.DoesNotContain("Id", shown);
        Assert.Matches(@"www +A +60 +192\.0\.2\.7 / Default", Show("Add-DNS4MeRecord alice.example www A 192.0.2.7 -PassThru"));
    }

    [Fact]
    public void The_options_and_offline_settings_show_what_their_dialogs_show()
    {
        Agent.On(AgentProtocol.GetSettings, _ => new(), AgentJson.Default.AgentSettings);
        Assert.Matches(@"Behavior +: OfflinePage\s+Address +: 0\.0\.0\.0\s+AddressIPv6 +: ::\s+Url +: http://www\.DNS4Me\.com/", Show("Get-DNS4MeOfflineSetting"));
        Assert.Matches(@"(?s)StartWithSystem +: True.*ReconnectInterval +: 00:05:00\s+KeepAliveInterval +: Default\s+LookInterval +: Default", Show("Get-DNS4MeOption"));
    }

    [Theory]
    [InlineData("0", "never")]
    [InlineData("6", "00:00:06")]
    public void A_timeout_of_zero_is_shown_as_what_it_means(string seconds, string text)
    {
        Agent.On(AgentProtocol.GetSettings, _ => new() { Online = new() { Timeout = TimeSpan.FromSeconds(int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)) } }, AgentJson.Default.AgentSettings);
        Assert.Matches(@"Timeout +: " + text, Show("Get-DNS4MeOnlineSetting"));
    }

    private static string Show(string command)
    {
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run(command + " | Out-Default").Errors);
        return host.Shown;
    }
}
