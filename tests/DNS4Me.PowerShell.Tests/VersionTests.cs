using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>A module and an agent of different versions, as after an update while the agent goes on.</summary>
public class VersionTests : AgentFixture
{
    private const string Other = "9.8.7";

    [Theory]
    [InlineData(RpcError.MethodNotFound)]
    [InlineData(RpcError.InvalidParams)]
    public void What_an_agent_of_another_version_does_not_know_is_told_with_both_versions(int code)
    {
        Agent.Info = Agent.Info with { Version = Other };
        Agent.FailByProtocol(AgentProtocol.UpdateAddress, code);
        var error = Run("Update-DNS4MeAddress -WarningAction SilentlyContinue").Error(FaultCode.AgentVersion);
        Assert.Contains(Other, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(FakeAgent.ModuleVersion, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Stop-DNS4MeAgent -Force", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RpcError.MethodNotFound)]
    [InlineData(RpcError.InvalidParams)]
    public void With_one_version_the_same_is_an_error_of_ours(int code)
    {
        Agent.FailByProtocol(AgentProtocol.UpdateAddress, code);
        Run("Update-DNS4MeAddress").Error(FaultCode.InternalError);
    }

    [Fact]
    public void An_answer_of_another_version_that_cannot_be_read_is_told_with_both_versions()
    {
        Agent.Info = Agent.Info with { Version = Other };
        Agent.On(AgentProtocol.GetStatus, _ => "a state of the future", AgentJson.Default.String);
        Run("Get-DNS4MeStatus").Error(FaultCode.AgentVersion);
    }

    [Fact]
    public void Another_version_is_told_once_and_served_all_the_same()
    {
        Agent.Info = Agent.Info with { Version = Other };
        Agent.On(AgentProtocol.UpdateAddress, _ => Samples.Online, AgentJson.Default.AgentStatus);
        var first = Run("Update-DNS4MeAddress -PassThru");
        Assert.Equal(AgentState.Online, first.Single<AgentStatus>().State);
        Assert.Contains(Other, Assert.Single(first.Warnings), StringComparison.Ordinal);
        Assert.Empty(Run("Update-DNS4MeAddress").Warnings);
    }
}
