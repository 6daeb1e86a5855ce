using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public sealed class CompletionTests : IDisposable
{
    private readonly TestHome _place = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("Resolve-DNS4MeName ali")]
    [InlineData("Get-DNS4MeDomain -Name 'ali")]
    public void The_names_of_the_domains_come_from_the_file(string typed)
    {
        _place.Leave(new AgentStateFile { Status = Samples.Online, Registration = Samples.Registration });
        Assert.Equal(["alice.dyn.example", "alice.example"], Complete(typed));
    }

    [Fact]
    public void Without_a_file_that_can_be_read_nothing_is_offered()
    {
        Assert.DoesNotContain(Complete("Get-DNS4MeDomain -Name a"), text => text.Contains("example"));
        File.WriteAllText(_place.Home.StateFile, "{");
        Assert.DoesNotContain(Complete("Get-DNS4MeDomain -Name a"), text => text.Contains("example"));
    }

    [Fact]
    public void The_usual_types_of_records_are_offered()
        => Assert.Equal(["A", "AAAA", "ANY"], Complete("Resolve-DNS4MeName x -Type a"));

    [Theory]
    [InlineData("Reset-DNS4MeOption -Name re", "Reconnect ReconnectInterval")]
    [InlineData("Reset-DNS4MeOnlineSetting ti", "Timeout")]
    [InlineData("Reset-DNS4MeOfflineSetting ", "Address AddressIPv6 Behavior Url")]
    [InlineData("Reset-DNS4MeServer -Name p", "Pins Port")]
    [InlineData("Set-DNS4MeOfflineSetting -Behavior o", "OfflinePage")]
    public void The_names_of_settings_and_their_choices_are_offered(string typed, string offered)
        => Assert.Equal(offered.Split(' '), Complete(typed));

    private List<string> Complete(string typed)
    {
        using var shell = _session.Shell();
        return [.. CommandCompletion.CompleteInput(typed, typed.Length, null, shell).CompletionMatches.Select(match => match.CompletionText)];
    }
}
