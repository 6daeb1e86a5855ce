using System.Text.Json;
using DNS4Me.Agent.Tests.Hosting;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Rpc;

/// <summary>The local protocol, over real endpoints, with an engine that a test commands.</summary>
public class RpcServerTests
{
    [Fact]
    public async Task Hello_tells_of_the_process()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.ConnectAsync(agent.Home);
        var info = (await client.HelloAsync()).Result!.Value.Deserialize(AgentJson.Default.AgentInfo)!;
        Assert.True(info.Running);
        Assert.Equal(Environment.ProcessId, info.ProcessId);
        Assert.Equal(AgentStartReason.Command, info.StartReason);
        Assert.Equal((agent.Home.Folder, agent.Home.Endpoint), (info.Home, info.Endpoint));
        Assert.NotNull(info.Started);
        Assert.Matches(@"^\d+\.\d+\.\d+$", info.Version);
    }

    [Theory]
    [InlineData(AgentProtocol.Version + 5, AgentProtocol.Version)]
    [InlineData(AgentProtocol.Version + 1, AgentProtocol.OldestVersion)]
    [InlineData(AgentProtocol.OldestVersion, AgentProtocol.OldestVersion - 1)]
    public async Task A_module_that_speaks_one_of_the_agents_versions_too_is_served(int newest, int oldest)
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.ConnectAsync(agent.Home);
        Assert.Null((await client.HelloAsync(newest, oldest)).Error);
        Assert.Null((await client.CallAsync(AgentProtocol.GetStatus)).Error);
    }

    [Fact]
    public async Task The_hello_of_a_module_of_the_future_is_understood()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.ConnectAsync(agent.Home);
        await client.SendLineAsync("""{"jsonrpc":"2.0","id":1,"method":"agent.hello","params":{"protocol":2,"oldestProtocol":1,"moduleVersion":"9.9","greeting":"Hello!"}}""");
        Assert.Null((await client.ReadAsync()).Error);
    }

    [Theory]
    [InlineData(AgentProtocol.Version + 1, null)]
    [InlineData(AgentProtocol.Version + 2, AgentProtocol.Version + 1)]
    [InlineData(AgentProtocol.OldestVersion - 1, null)]
    public async Task Another_version_is_refused_and_the_connection_closed(int newest, int? oldest)
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.ConnectAsync(agent.Home);
        var answer = await client.HelloAsync(newest, oldest);
        Assert.Equal(RpcError.Fault, answer.Error!.Code);
        Assert.Equal(FaultCode.AgentVersion, answer.Error.Data!.Code);
        Assert.Contains("9.9", answer.Error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadAsync);
    }

    [Fact]
    public async Task Whoever_does_not_say_hello_first_is_not_served()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.ConnectAsync(agent.Home);
        Assert.Equal(RpcError.InvalidRequest, (await client.CallAsync(AgentProtocol.GetStatus)).Error!.Code);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadAsync);
        Assert.Equal(0, agent.Engine.StatusCalls);
    }

    [Fact]
    public async Task Each_method_reaches_the_engine_and_its_result_comes_back()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.GreetAsync(agent.Home);

        var registration = await client.CallAsync(AgentProtocol.Register, new() { Name = "Alice", Email = "a@example.com", RegistrationId = "secret" }, AgentJson.Default.RegisterRequest);
        Assert.Equal("Alice", registration.Result!.Value.Deserialize(AgentJson.Default.RegistrationInfo)!.Name);
        Assert.Equal(FaultCode.NotRegistered, (await client.CallAsync(AgentProtocol.GetRegistration)).Error!.Data!.Code);

        Assert.NotNull((await client.CallAsync(AgentProtocol.GetSettings)).Result!.Value.Deserialize(AgentJson.Default.AgentSettings));
        var change = new SettingChange { Section = SettingSection.Server, Patch = JsonElement.Parse("""{"hostName":"service.example"}""") };
        var changed = (await client.CallAsync(AgentProtocol.ChangeSettings, change, AgentJson.Default.SettingChange)).Result!.Value.Deserialize(AgentJson.Default.SettingResult)!.Settings;
        Assert.Equal("service.example", changed.Server.HostName);

        agent.Engine.OnGetRecords = query => new() { Records = [new() { Domain = query.Domain!, Name = query.Name!, Type = RecordType.A }] };
        var page = (await client.CallAsync(AgentProtocol.GetRecords, new() { Domain = "alice.example", Name = "" }, AgentJson.Default.RecordQuery)).Result!.Value.Deserialize(AgentJson.Default.RecordPage)!;
        Assert.Equal("alice.example", Assert.Single(page.Records).FullName);
        agent.Engine.OnChangeRecords = batch => new() { Results = [new() { Faults = [Faults.NotFound($"{batch.Changes[0].Id}")] }] };
        var batch = new RecordBatch { Changes = [new() { Action = RecordAction.Remove, Id = 7 }] };
        var results = (await client.CallAsync(AgentProtocol.ChangeRecords, batch, AgentJson.Default.RecordBatch)).Result!.Value.Deserialize(AgentJson.Default.RecordBatchResult)!;
        Assert.Equal("7", Assert.Single(Assert.Single(results.Results).Faults!).Target);

        Assert.Equal((true, 8080), Web(await client.CallAsync(AgentProtocol.StartWebServer, new() { Port = 8080 }, AgentJson.Default.WebStartRequest)));
        Assert.Equal((true, 8080), Web(await client.CallAsync(AgentProtocol.GetWebServer)));
        Assert.Equal((false, 8080), Web(await client.CallAsync(AgentProtocol.StopWebServer)));

        Assert.Equal(7, Status(await client.CallAsync(AgentProtocol.Connect, new() { Timeout = TimeSpan.FromSeconds(1) }, AgentJson.Default.ConnectRequest)).Epoch);
        Assert.Equal(AgentState.Offline, Status(await client.CallAsync(AgentProtocol.Disconnect)).State);
        Assert.Equal(FaultCode.NotOnline, (await client.CallAsync(AgentProtocol.UpdateAddress)).Error!.Data!.Code);
        Assert.Equal(AgentState.Online, Status(await client.CallAsync(AgentProtocol.GetStatus)).State);
        Assert.Equal("alice.example", Assert.Single((await client.CallAsync(AgentProtocol.GetDomains)).Result!.Value.Deserialize(AgentJson.Default.IReadOnlyListDomainInfo)!).Name);
        Assert.Equal("1.2.3", (await client.CallAsync(AgentProtocol.GetRelease)).Result!.Value.Deserialize(AgentJson.Default.ReleaseInfo)!.Version);
        Assert.Empty((await client.CallAsync(AgentProtocol.GetEvents, new(), AgentJson.Default.EventRequest)).Result!.Value.Deserialize(AgentJson.Default.IReadOnlyListStatusEvent)!);
        var resolve = await client.CallAsync(AgentProtocol.Resolve, new() { Name = "a..b", Type = "A" }, AgentJson.Default.ResolveRequest);
        Assert.Equal((FaultCode.InvalidValue, "name"), (resolve.Error!.Data!.Code, resolve.Error.Data.Field));
    }

    [Fact]
    public async Task Requests_of_one_connection_run_side_by_side()
    {
        var release = new TaskCompletionSource<AgentStatus>();
        await using var agent = await RunningAgent.StartAsync(new() { OnConnect = (_, _, _) => release.Task });
        using var client = await RpcClient.GreetAsync(agent.Home);
        var slow = await SendConnectAsync(client);
        var quick = await client.SendAsync(AgentProtocol.GetStatus);
        Assert.Equal(quick, (await client.ReadAsync()).Id);
        release.SetResult(FakeAgent.Status);
        Assert.Equal(slow, (await client.ReadAsync()).Id);
    }

    [Fact]
    public async Task Closing_the_connection_cancels_what_is_under_way()
    {
        var begun = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        await using var agent = await RunningAgent.StartAsync(new()
        {
            OnConnect = async (_, _, cancellation) =>
            {
                begun.SetResult();
                await using var registration = cancellation.Register(cancelled.SetResult);
                await Task.Delay(Timeout.Infinite, cancellation);
                return FakeAgent.Status;
            },
        });
        using (var client = await RpcClient.GreetAsync(agent.Home))
        {
            await SendConnectAsync(client);
            await begun.Task.WaitAsync(RpcClient.Deadline, TestContext.Current.CancellationToken);
            Assert.False(cancelled.Task.IsCompleted);
        }

        await cancelled.Task.WaitAsync(RpcClient.Deadline, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Progress_comes_before_the_answer_and_the_newest_note_is_never_lost()
    {
        await using var agent = await RunningAgent.StartAsync(new()
        {
            OnConnect = (_, progress, _) =>
            {
                for (var i = 1; i <= 1000; i++)
                {
                    progress.Report(new() { Activity = $"Step {i}" });
                }

                return Task.FromResult(FakeAgent.Status);
            },
        });
        using var client = await RpcClient.GreetAsync(agent.Home);
        var id = await SendConnectAsync(client);
        var notes = new List<string>();
        RpcMessage message;
        while ((message = await client.ReadAsync()).Method == AgentProtocol.Progress)
        {
            Assert.Null(message.Id);
            notes.Add(message.Params!.Value.Deserialize(AgentJson.Default.ProgressNote)!.Activity);
        }

        Assert.Equal(id, message.Id);
        Assert.Equal("Step 1000", notes[^1]);
    }

    [Theory]
    [InlineData("nonsense", RpcError.ParseError)]
    [InlineData("", RpcError.ParseError)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"status.get\"", RpcError.ParseError)]
    [InlineData("[]", RpcError.InvalidRequest)]
    [InlineData("5", RpcError.InvalidRequest)]
    [InlineData("null", RpcError.InvalidRequest)]
    [InlineData("{\"jsonrpc\":\"1.0\",\"id\":5,\"method\":\"status.get\"}", RpcError.InvalidRequest)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5}", RpcError.InvalidRequest)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":\"five\",\"method\":\"status.get\"}", RpcError.InvalidRequest)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"\u00ff\u00fe\"}", RpcError.InvalidRequest)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"no.such\"}", RpcError.MethodNotFound)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"registration.set\"}", RpcError.InvalidParams)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"registration.set\",\"params\":[]}", RpcError.InvalidParams)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"registration.set\",\"params\":{\"name\":\"A\"}}", RpcError.InvalidParams)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"registration.set\",\"params\":{\"name\":null,\"email\":\"a\",\"registrationId\":\"b\"}}", RpcError.InvalidParams)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"presence.connect\",\"params\":{\"timeoutSeconds\":-1}}", RpcError.InvalidParams)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"events.get\",\"params\":{\"ofTheFuture\":true}}", RpcError.InvalidParams)]
    public async Task What_is_no_proper_request_is_turned_away_and_the_next_one_served(string line, int code)
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.GreetAsync(agent.Home);
        await client.SendLineAsync(line);
        Assert.Equal(code, (await client.ReadAsync()).Error!.Code);
        Assert.Null((await client.CallAsync(AgentProtocol.GetStatus)).Error);
    }

    [Fact]
    public async Task A_notification_is_not_answered()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.GreetAsync(agent.Home);
        await client.SendLineAsync("""{"jsonrpc":"2.0","method":"status.get"}""");
        var id = await client.SendAsync(AgentProtocol.GetSettings);
        Assert.Equal(id, (await client.ReadAsync()).Id);
        Assert.Equal(0, agent.Engine.StatusCalls);
    }

    [Fact]
    public async Task An_exception_that_nobody_foresaw_tells_its_kind_and_no_secret()
    {
        await using var agent = await RunningAgent.StartAsync(new() { OnRegister = request => throw new InvalidOperationException($"Cannot take {request.RegistrationId}") });
        using var client = await RpcClient.GreetAsync(agent.Home);
        var answer = await client.CallAsync(AgentProtocol.Register, new() { Name = "A", Email = "a@b", RegistrationId = "5M93V-SECRET" }, AgentJson.Default.RegisterRequest);
        Assert.Equal((RpcError.InternalError, FaultCode.InternalError), (answer.Error!.Code, answer.Error.Data!.Code));
        var told = JsonSerializer.Serialize(answer, AgentJson.Default.RpcMessage);
        Assert.Contains(nameof(InvalidOperationException), told, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_goes_offline_then_answers_then_closes()
    {
        await using var agent = await RunningAgent.StartAsync();
        using var client = await RpcClient.GreetAsync(agent.Home);
        var id = await client.SendAsync(AgentProtocol.Stop);
        await agent.Host.StopRequested.WaitAsync(RpcClient.Deadline, TestContext.Current.CancellationToken);
        await agent.Host.DisposeAsync();
        var answer = await client.ReadAsync();
        Assert.Equal(id, answer.Id);
        Assert.Null(answer.Error);
        Assert.True(agent.Engine.Stopped && agent.Engine.Disposed);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadAsync);
        Assert.False(File.Exists(agent.Home.Endpoint));
    }

    [Fact]
    public async Task What_is_under_way_when_the_agent_stops_is_cancelled_and_answered()
    {
        await using var agent = await RunningAgent.StartAsync(new()
        {
            OnGetEvents = async (_, cancellation) =>
            {
                await Task.Delay(Timeout.Infinite, cancellation);
                return [];
            },
        });
        using var client = await RpcClient.GreetAsync(agent.Home);
        await client.SendAsync(AgentProtocol.GetEvents, JsonElement.Parse("""{"waitSeconds":3600}"""));
        await client.CallAsync(AgentProtocol.GetStatus);
        await agent.Host.DisposeAsync();
        Assert.Equal(FaultCode.Cancelled, (await client.ReadAsync()).Error!.Data!.Code);
        await Assert.ThrowsAsync<EndOfStreamException>(client.ReadAsync);
    }

    private static (bool Running, int Port) Web(RpcMessage message)
        => message.Result!.Value.Deserialize(AgentJson.Default.WebServerStatus) is { } status ? (status.Running, status.Port) : default;

    private static AgentStatus Status(RpcMessage message) => message.Result!.Value.Deserialize(AgentJson.Default.AgentStatus)!;

    private static Task<long> SendConnectAsync(RpcClient client) => client.SendAsync(AgentProtocol.Connect, JsonElement.Parse("""{"timeoutSeconds":60}"""));
}
