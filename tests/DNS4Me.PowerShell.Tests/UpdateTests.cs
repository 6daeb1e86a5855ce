using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Tests;

public class UpdateTests : AgentFixture
{
    [Theory]
    [InlineData("99.0.0", true)]
    [InlineData("0.0.1", false)]
    public void A_release_newer_than_the_module_is_an_update(string newest, bool isAvailable)
    {
        Answer(new() { Version = newest });
        Assert.Equal(isAvailable, Run("Test-DNS4MeUpdate").Single<bool>());
    }

    [Fact]
    public void A_release_that_only_the_agent_has_not_is_an_update_too()
    {
        Answer(new() { Version = FakeAgent.ModuleVersion });
        Assert.False(Run("Test-DNS4MeUpdate").Single<bool>());
        Agent.Info = Agent.Info with { Version = "0.0.1" };
        Assert.True(Run("Test-DNS4MeUpdate").Single<bool>());
    }

    [Fact]
    public void Where_it_can_be_had_is_as_the_service_says_or_below_its_home_page()
    {
        Answer(new() { Version = "99.0.0", Page = "https://dyn.example/new" });
        var told = Run("Test-DNS4MeUpdate -Detailed").Single<UpdateInfo>();
        Assert.Equal((true, "99.0.0", FakeAgent.ModuleVersion, FakeAgent.ModuleVersion, "https://dyn.example/new"), (told.IsAvailable, told.NewestVersion, told.ModuleVersion, told.AgentVersion, told.Page.AbsoluteUri));
        Answer(new() { Version = "99.0.0" });
        Assert.Equal("http://www.dns4me.com/update/", Run("Test-DNS4MeUpdate -Detailed").Single<UpdateInfo>().Page.AbsoluteUri);
    }

    [Fact]
    public void A_service_that_cannot_be_reached_is_an_error_and_not_false()
    {
        Agent.Fail(AgentProtocol.GetRelease, Faults.ServiceRefused("s.example:1206"));
        Run("Test-DNS4MeUpdate").Error(FaultCode.ServiceRefused);
    }

    private void Answer(ReleaseInfo release) => Agent.On(AgentProtocol.GetRelease, _ => release, AgentJson.Default.ReleaseInfo);
}
