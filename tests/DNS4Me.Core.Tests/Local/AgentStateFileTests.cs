using System.Net;
using DNS4Me.Local;

namespace DNS4Me.Tests.Local;

public class AgentStateFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(AgentState.Online, 60, AgentState.Online)]
    [InlineData(AgentState.Reconnecting, 60, AgentState.Online)]
    [InlineData(AgentState.Online, 0, AgentState.Offline)]
    [InlineData(AgentState.Reconnecting, -60, AgentState.Offline)]
    [InlineData(AgentState.Connecting, null, AgentState.Offline)]
    [InlineData(AgentState.Online, null, AgentState.Online)]
    [InlineData(AgentState.Superseded, null, AgentState.Superseded)]
    [InlineData(AgentState.Refused, null, AgentState.Refused)]
    [InlineData(AgentState.Offline, null, AgentState.Offline)]
    public void The_domains_of_an_agent_that_went_without_a_word_stay_until_the_lease_ends(AgentState left, int? leaseSeconds, AgentState expected)
        => Assert.Equal(expected, Left(left, leaseSeconds).StatusWithoutAgent(Now, "/home/a").State);

    [Fact]
    public void After_a_stop_in_good_order_the_domains_are_offline()
        => Assert.Equal(AgentState.Offline, (Left(AgentState.Online, 60) with { StoppedCleanly = true }).StatusWithoutAgent(Now, "/home/a").State);

    [Fact]
    public void While_the_lease_lasts_the_address_and_the_reason_are_told()
    {
        var status = Left(AgentState.Online, 60).StatusWithoutAgent(Now, "/home/a");
        Assert.Equal(IPAddress.Loopback, status.Address);
        Assert.Equal(Now.AddSeconds(60), status.LeaseEnds);
        Assert.Equal(FaultCode.AgentNotRunning, status.Fault?.Code);
        Assert.False(status.AgentRunning);
        Assert.Null(status.InternetConnected);
        Assert.Null(status.NextContact);
    }

    [Fact]
    public void After_the_lease_the_domains_are_offline_since_its_end()
    {
        var status = Left(AgentState.Online, -60).StatusWithoutAgent(Now, "/home/a");
        Assert.Equal(Now.AddSeconds(-60), status.Since);
        Assert.Null(status.Address);
        Assert.Null(status.LeaseEnds);
    }

    [Fact]
    public void A_service_that_was_not_told_keeps_the_domains_and_that_is_told()
    {
        var status = (Left(AgentState.Offline, 60) with { OwesOffline = true }).StatusWithoutAgent(Now, "/home/a");
        Assert.Equal((AgentState.Offline, Now.AddSeconds(60)), (status.State, status.LeaseEnds));
    }

    private static AgentStateFile Left(AgentState state, int? leaseSeconds) => new()
    {
        WantsOnline = true,
        Status = new()
        {
            State = state,
            Since = Now.AddHours(-1),
            Address = IPAddress.Loopback,
            InternetConnected = true,
            LeaseEnds = leaseSeconds is { } seconds ? Now.AddSeconds(seconds) : null,
            NextContact = Now.AddSeconds(1),
            AgentRunning = true,
        },
    };
}
