using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class StatusTests : AgentFixture
{
    [Fact]
    public void The_status_is_what_the_agent_says()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        var status = Run("Get-DNS4MeStatus").Single<AgentStatus>();
        Assert.Equal(AgentState.Online, status.State);
        Assert.Equal(Samples.Online.Address, status.Address);
        Assert.Equal(["Connecting.", "The domains are online."], status.RecentStatus.Select(item => item.Message));
    }

    [Fact]
    public void The_domains_are_what_the_agent_says_and_can_be_chosen_by_wildcard()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        Assert.Equal(["alice.dyn.example", "alice.example"], Run("Get-DNS4MeDomain").All<DomainInfo>().Select(domain => domain.Name));
        Assert.Equal("alice.dyn.example", Run("Get-DNS4MeDomain *.DYN.*").Single<DomainInfo>().Name);
        Assert.Equal("alice.example", Run("'alice.example.' | Get-DNS4MeDomain").Single<DomainInfo>().Name);
        Assert.Empty(Run("Get-DNS4MeDomain none*").All<DomainInfo>());
    }

    [Fact]
    public void A_domain_that_is_not_there_is_an_error_and_the_others_are_given()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        var outcome = Run("Get-DNS4MeDomain bob.example, alice.example");
        Assert.Equal("bob.example", outcome.Error(FaultCode.NotFound).TargetObject);
        Assert.Single(outcome.Output);
    }

    [Fact]
    public void The_registration_is_what_the_agent_says()
    {
        Agent.On(AgentProtocol.GetRegistration, _ => Samples.Registration, AgentJson.Default.RegistrationInfo);
        Assert.Equal("…WXYZ", Run("Get-DNS4MeRegistration").Single<RegistrationInfo>().RegistrationIdHint);
    }

    [Fact]
    public void The_agent_tells_of_itself()
    {
        var info = Run("Get-DNS4MeAgent").Single<AgentInfo>();
        Assert.True(info.Running);
        Assert.Equal(FakeAgent.ModuleVersion, info.Version);
    }
}
