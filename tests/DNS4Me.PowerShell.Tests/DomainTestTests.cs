using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Test-DNS4MeDomain.</summary>
public class DomainTestTests : AgentFixture
{
    private static readonly DomainCheck Right = new() { Domain = "alice.example", Name = "", Type = "A", Expected = "192.0.2.7", Actual = "192.0.2.7", Matches = true, Server = "ns1 (192.0.2.1:53)", TimeToLive = 60 };
    private static readonly DomainCheck Wrong = Right with { Name = "ftp", Actual = "198.51.100.66", Matches = false, Reason = "The server answers something else." };
    private static readonly DomainCheck Noted = Right with { Type = "SOA", Matches = null };

    [Fact]
    public void A_domain_is_well_when_something_matches_and_nothing_differs()
    {
        Answer(Right, Noted);
        Assert.True(Run("Test-DNS4MeDomain alice.example").Single<bool>());
        Answer(Right, Wrong);
        Assert.False(Run("Test-DNS4MeDomain alice.example").Single<bool>());
        Answer(Noted);
        Assert.False(Run("Test-DNS4MeDomain alice.example").Single<bool>());
    }

    [Fact]
    public void What_differs_is_told_on_request()
    {
        Answer(Right, Wrong);
        Assert.Equal([true, false], Run("Test-DNS4MeDomain alice.example -Detailed -TimeoutSec 7 -Server 127.0.0.1:5353, ::1").All<DomainCheck>().Select(check => check.Matches));
        var request = Agent.Single(AgentProtocol.TestDomain).Argument(AgentJson.Default.DomainTestRequest);
        Assert.Equal(("alice.example", TimeSpan.FromSeconds(7)), (request.Domain, request.Timeout));
        Assert.Equal(["127.0.0.1:5353", "::1"], request.Servers);
    }

    [Fact]
    public void The_next_page_asks_the_servers_that_the_first_one_found()
    {
        Agent.On(AgentProtocol.TestDomain, call => call.Argument(AgentJson.Default.DomainTestRequest).After is null
            ? new() { Checks = [Right], Servers = ["ns1 (192.0.2.1:53)"], Next = "2" }
            : new() { Checks = [Wrong], Servers = ["ns1 (192.0.2.1:53)"] }, AgentJson.Default.DomainTestResult);
        Assert.False(Run("Test-DNS4MeDomain alice.example").Single<bool>());
        var requests = Agent.All(AgentProtocol.TestDomain).Select(call => call.Argument(AgentJson.Default.DomainTestRequest)).ToList();
        Assert.Equal([null, "2"], requests.Select(request => request.After));
        Assert.Null(requests[0].Servers);
        Assert.Equal(["ns1 (192.0.2.1:53)"], requests[1].Servers);
        Assert.True(requests[1].Timeout <= requests[0].Timeout);
    }

    [Fact]
    public void Without_a_domain_there_is_one_answer_for_all_and_with_several_one_for_each()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        Agent.On(AgentProtocol.TestDomain, call => new() { Checks = [call.Argument(AgentJson.Default.DomainTestRequest).Domain == "alice.example" ? Right : Wrong], Servers = [] }, AgentJson.Default.DomainTestResult);
        Assert.False(Run("Test-DNS4MeDomain").Single<bool>());
        Assert.Equal([false, true], Run("Get-DNS4MeDomain | Test-DNS4MeDomain").All<bool>());
    }

    [Fact]
    public void A_domain_that_cannot_be_tested_is_an_error_and_the_next_one_is_tested()
    {
        Agent.On(AgentProtocol.TestDomain, call => call.Argument(AgentJson.Default.DomainTestRequest).Domain == "alice.example"
            ? new DomainTestResult { Checks = [Right], Servers = [] }
            : throw new FakeFailure([Faults.DnsNameUnknown("ns.top (192.0.2.2:53)", "x.example")]), AgentJson.Default.DomainTestResult);
        var outcome = Run("Test-DNS4MeDomain x.example, alice.example");
        Assert.Equal("x.example", outcome.Error(FaultCode.DnsNameUnknown).TargetObject);
        Assert.True((bool)Assert.Single(outcome.Output).BaseObject);
    }

    private void Answer(params DomainCheck[] checks)
        => Agent.On(AgentProtocol.TestDomain, _ => new() { Checks = checks, Servers = ["ns1 (192.0.2.1:53)"] }, AgentJson.Default.DomainTestResult);
}
