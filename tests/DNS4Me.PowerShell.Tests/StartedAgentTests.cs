using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>What Start-DNS4MeAgent shows: the window of the application, which the option "Minimize upon startup" hides.</summary>
public class StartedAgentTests : AgentFixture
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void How_things_stand_is_shown_unless_the_option_says_otherwise(bool minimized)
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        Agent.On(AgentProtocol.GetSettings, _ => new() { Option = new() { StartMinimized = minimized } }, AgentJson.Default.AgentSettings);
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Start-DNS4MeAgent").All<object>());
        Assert.Equal(!minimized, host.Shown.Contains("Presence: Online. Domains: alice.dyn.example, alice.example.", StringComparison.Ordinal));
        Assert.Equal(minimized, host.Shown.Length == 0);
        Assert.True(Run("Start-DNS4MeAgent -PassThru").Single<AgentInfo>().Running);
    }

    [Fact]
    public void Settings_that_cannot_be_read_are_shown_as_the_problem_that_they_are()
    {
        var fault = Faults.SettingsUnreadable("settings.json", "it is torn.");
        Agent.On(AgentProtocol.GetStatus, _ => new() { State = AgentState.Offline, Fault = fault }, AgentJson.Default.AgentStatus);
        Agent.Fail(AgentProtocol.GetSettings, fault);
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Start-DNS4MeAgent").Errors);
        Assert.Contains("Problem: The file 'settings.json' cannot be read", host.Shown);
    }
}
