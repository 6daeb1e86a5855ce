using DNS4Me.Agent.Rpc;
using DNS4Me.Agent.Tests.Hosting;
using DNS4Me.Local;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Rpc;

/// <summary>What a client cannot do to the agent.</summary>
public class RpcLimitTests
{
    [Fact]
    public async Task A_line_that_is_too_long_ends_the_connection()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.GreetAsync(agent.Home);
        var sending = client.SendAsync([.. Enumerable.Repeat((byte)' ', AgentProtocol.LongestLine + 1)]);
        Assert.Equal(RpcError.InvalidRequest, (await client.ReadAsync()).Error!.Code);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadAsync);
        await sending;
    }

    [Fact]
    public async Task The_longest_line_is_read()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.GreetAsync(agent.Home);
        const string Request = """{"jsonrpc":"2.0","id":7,"method":"status.get"}""";
        await client.SendLineAsync(Request.PadRight(AgentProtocol.LongestLine));
        Assert.Equal(7, (await client.ReadAsync()).Id);
    }

    [Fact]
    public async Task A_client_that_says_nothing_loses_its_place()
    {
        var time = new FakeTimeProvider();
        await using var agent = await RunningAgent.StartAsync(time: time);
        using var client = await RpcClient.ConnectAsync(agent.Home);
        var end = client.ReadToEndAsync();
        await Eventually.IsTrueAsync(
            () =>
            {
                time.Advance(RpcConnection.HelloDeadline);
                return end.IsCompleted;
            },
            "the silent client is cut off");
        await end;
    }

    [Fact]
    public async Task A_client_that_has_said_hello_may_be_silent()
    {
        var time = new FakeTimeProvider();
        await using var agent = await RunningAgent.StartAsync(time: time);
        using var client = await RpcClient.GreetAsync(agent.Home);
        time.Advance(TimeSpan.FromHours(1));
        Assert.Null((await client.CallAsync(AgentProtocol.GetStatus)).Error);
    }

    [Fact]
    public async Task One_client_too_many_is_told_so()
    {
        await using var agent = await RunningAgent.StartAsync();
        var clients = new List<RpcClient>();
        try
        {
            for (var i = 0; i < RpcServer.MostClients; i++)
            {
                clients.Add(await RpcClient.GreetAsync(agent.Home));
            }

            using var last = await RpcClient.ConnectAsync(agent.Home);
            Assert.Equal(FaultCode.InternalError, (await last.ReadAsync()).Error!.Data!.Code);
            await Assert.ThrowsAsync<EndOfStreamException>(last.ReadAsync);

            clients[0].Dispose();
            using var deadline = new CancellationTokenSource(RpcClient.Deadline);
            for (RpcMessage? answer = null; answer?.Result is null;)
            {
                Assert.False(deadline.IsCancellationRequested, "The place of a client that left was not given to another.");
                using var next = await RpcClient.ConnectAsync(agent.Home);
                answer = await next.HelloAsync();
            }
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task One_request_too_many_at_a_time_is_turned_away()
    {
        var release = new TaskCompletionSource<AgentStatus>();
        await using var agent = await RunningAgent.StartAsync(new() { OnConnect = (_, _, _) => release.Task });
        using var client = await RpcClient.GreetAsync(agent.Home);
        for (var i = 0; i < RpcConnection.MostRequests; i++)
        {
            await client.SendAsync(AgentProtocol.Connect, System.Text.Json.JsonElement.Parse("""{"timeoutSeconds":60}"""));
        }

        var tooMany = await client.CallAsync(AgentProtocol.GetStatus);
        Assert.Equal(FaultCode.InternalError, tooMany.Error!.Data!.Code);
        release.SetResult(FakeAgent.Status);
        for (var i = 0; i < RpcConnection.MostRequests; i++)
        {
            Assert.Null((await client.ReadAsync()).Error);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_before_its_answers_pile_up()
    {
        const int Requests = 500;
        var time = new FakeTimeProvider();
        var big = FakeAgent.Status with { Domains = [new string('x', 1024 * 1024)] };
        await using var agent = await RunningAgent.StartAsync(new() { OnGetStatus = () => big }, time);
        using var client = await RpcClient.GreetAsync(agent.Home);
        var sending = SendManyAsync();
        await Eventually.IsTrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return sending.IsCompleted;
            },
            "the connection is broken off");
        await sending;
        await client.ReadToEndAsync();
        Assert.InRange(agent.Engine.StatusCalls, 1, RpcConnection.MostRequests + 1);

        async Task SendManyAsync()
        {
            try
            {
                for (var i = 0; i < Requests; i++)
                {
                    await client.SendAsync(AgentProtocol.GetStatus);
                }
            }
            catch (IOException)
            {
            }
        }
    }
}
