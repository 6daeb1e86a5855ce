using System.Xml.Linq;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>What the commands show of policies, and what they say when one is in the way.</summary>
public class PolicyTests : AgentFixture
{
    private static readonly Dictionary<string, SettingSource> Governed = new() { ["ServerHostName"] = SettingSource.MachinePolicy, ["ServerPins"] = SettingSource.UserPolicy, ["DisableWebServer"] = SettingSource.MachinePolicy };

    private static readonly SettingsInForce InForce = new(new() { Server = new() { HostName = "fleet.example", Port = 1207 } }, Governed);

    [Fact]
    public void Settings_tell_where_each_value_comes_from()
    {
        Answer();
        Assert.Equal(
            ["HostName MachinePolicy", "Port Own", "Pins UserPolicy", "VerifyName Default", "HomePage Default"],
            Run("(Get-DNS4MeServer).Source.GetEnumerator() | ForEach-Object { \"$($_.Key) $($_.Value)\" }").All<string>());
        Assert.Equal(SettingSource.MachinePolicy, Run("(Get-DNS4MeServer).Source.HostName").Single<SettingSource>());
        Assert.Equal(new OnlineSetting(), Run("Get-DNS4MeOnlineSetting").Single<OnlineSetting>());
        Assert.Equal(["Default"], Run("(Get-DNS4MeOption).Source.Values | ForEach-Object { \"$_\" }").All<string>().Distinct());
        Assert.Equal("Default Default", Run("\"$((Get-DNS4MeProxy).Source.Type) $((Get-DNS4MeOfflineSetting).Source.Url)\"").Single<string>());
    }

    [Fact]
    public void The_web_server_tells_it_too_and_is_told_of_even_where_the_settings_cannot_be()
    {
        Answer();
        Agent.On(AgentProtocol.GetWebServer, _ => new() { Running = false, Port = 80 }, AgentJson.Default.WebServerStatus);
        Assert.Equal("MachinePolicy Default", Run("$web = Get-DNS4MeWebServer; \"$($web.Source.Running) $($web.Source.Port)\"").Single<string>());

        Agent.Fail(AgentProtocol.GetSettings, Faults.PolicyUnreadable("policy.json", "It is not JSON."));
        Assert.Equal(80, Run("Get-DNS4MeWebServer").Single<WebServerStatus>().Port);
    }

    [Fact]
    public void The_list_shows_the_sources_and_the_table_names_what_is_governed_and_nothing_else()
    {
        Answer();
        Assert.Matches(@"(?s)Source +: MachinePolicy: HostName\s+Own: Port\s+UserPolicy: Pins\s+Default: VerifyName, HomePage", Show("Get-DNS4MeServer"));
        Assert.Equal("HostName, Pins", InTable("ServerSetting", "Get-DNS4MeServer"));
        Assert.Equal("", InTable("OnlineSetting", "Get-DNS4MeOnlineSetting"));
    }

    [Fact]
    public void What_is_written_on_request_after_a_change_tells_it_too()
    {
        Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() { Server = new() { HostName = "fleet.example" } }, Governed = Governed }, AgentJson.Default.SettingResult);
        Assert.Equal("MachinePolicy", Run("\"$((Set-DNS4MeServer -Port 1207 -PassThru).Source.HostName)\"").Single<string>());
    }

    [Fact]
    public void What_the_agent_refuses_is_an_error_with_the_policys_name_and_the_setting()
    {
        Agent.Fail(AgentProtocol.ChangeSettings, Faults.GovernedByPolicy("HostName", "Host name or address of the service", SettingSource.MachinePolicy, "fleet.example"));
        var error = Run("Set-DNS4MeServer -HostName mine.example").Error(FaultCode.GovernedByPolicy);
        Assert.Equal((System.Management.Automation.ErrorCategory.PermissionDenied, (object)"HostName"), (error.CategoryInfo.Category, error.TargetObject));
        Assert.Contains("'Host name or address of the service' (MachinePolicy)", error.Exception.Message, StringComparison.Ordinal);
    }

    private void Answer() => Agent.On(AgentProtocol.GetSettings, _ => InForce, AgentJson.Default.SettingsInForce);

    /// <summary>What the column about policies of a type's table shows: the little host has no Format-Table.</summary>
    private string InTable(string type, string command)
    {
        var view = XDocument.Load(Path.Combine(Repository.Module, "DNS4Me.Format.ps1xml")).Descendants("View").Single(view => view.Element("Name")!.Value == $"DNS4Me.{type}.Table");
        Assert.Equal("Policy", view.Descendants("TableColumnHeader").Last().Element("Label")!.Value);
        return Run($"{command} | ForEach-Object {{ {view.Descendants("TableColumnItem").Last().Element("ScriptBlock")!.Value} }}").Single<string>();
    }

    private static string Show(string command)
    {
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run(command + " | Out-Default").Errors);
        return host.Shown;
    }
}
