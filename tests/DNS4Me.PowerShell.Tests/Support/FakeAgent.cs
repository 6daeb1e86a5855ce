using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>Speaks the contract of <see cref="AgentProtocol"/> at a home's endpoint; a test says what each method answers.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The version of an agent that belongs to the module.</summary>
    public static readonly string ModuleVersion = typeof(AgentProtocol).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly ConcurrentDictionary<string, Func<FakeCall, Task<JsonElement?>>> _methods = [];
    private readonly BlockingCollection<FakeCall> _calls = [];
    private readonly SemaphoreSlim _called = new(0);
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly AgentHome _home;
    private readonly Task _accepting;
    private readonly SemaphoreSlim _left = new(0);
    private int _connections;
    private int _open;

    /// <param name="home">Where it listens.</param>
    /// <param name="prepare">What is done before it listens: a client may be waiting for it.</param>
    public FakeAgent(AgentHome home, Action<FakeAgent>? prepare = null)
    {
        _home = home;
        Info = new()
        {
            Running = true,
            ProcessId = Environment.ProcessId,
            Version = ModuleVersion,
            Started = DateTimeOffset.UnixEpoch,
            StartReason = AgentStartReason.Command,
            Home = home.Folder,
            Endpoint = home.Endpoint,
        };
        On(AgentProtocol.Hello, _ => Info, AgentJson.Default.AgentInfo);
        prepare?.Invoke(this);
        _accepting = AcceptAsync(NewPipe());
    }

    public AgentInfo Info { get; set; }

    /// <summary>Ends when a client has closed a connection while a request of its was under way.</summary>
    public Task ClientLeft => _clientLeft.Task;

    /// <summary>The methods called so far, without the hellos.</summary>
    public IReadOnlyList<string> Methods => [.. _calls.Select(call => call.Method)];

    /// <summary>How many connections were opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public FakeCall Single(string method) => Assert.Single(_calls, call => call.Method == method);

    public IReadOnlyList<FakeCall> All(string method) => [.. _calls.Where(call => call.Method == method)];

    /// <summary>Ends once a method was called a number of times.</summary>
    public async Task WaitForAsync(string method, int times)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (All(method).Count < times)
        {
            await _called.WaitAsync(patience.Token);
        }
    }

    public void On<T>(string method, Func<FakeCall, T> answer, JsonTypeInfo<T> type) => On(method, call => Task.FromResult(answer(call)), type);

    public void On<T>(string method, Func<FakeCall, Task<T>> answer, JsonTypeInfo<T> type)
        => _methods[method] = async call => JsonSerializer.SerializeToElement(await answer(call), type);

    public void OnNothing(string method, Action act) => _methods[method] = _ =>
    {
        act();
        return Task.FromResult<JsonElement?>(null);
    };

    public void Fail(string method, params Fault[] faults) => _methods[method] = _ => throw new FakeFailure(faults);

    /// <summary>Ends once no client is connected, whether or not a request of its was under way.</summary>
    public async Task WaitForNoClientAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (Volatile.Read(ref _open) > 0)
        {
            await _left.WaitAsync(patience.Token);
        }
    }

    /// <summary>Answers as an agent that does not know a method, or not what it is given.</summary>
    public void FailByProtocol(string method, int code) => _methods[method] = _ => throw new FakeFailure(code);

    /// <summary>Stops listening and closes what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _closing.Dispose();
        _calls.Dispose();
        _called.Dispose();
        _left.Dispose();
    }

    public async Task StopAsync()
    {
        await _closing.CancelAsync();
        await _accepting;
    }

    private NamedPipeServerStream NewPipe()
        => new(_home.Endpoint, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);

    private async Task AcceptAsync(NamedPipeServerStream pipe)
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                await pipe.WaitForConnectionAsync(_closing.Token);
                var connected = pipe;
                pipe = NewPipe();
                Interlocked.Increment(ref _connections);
                Interlocked.Increment(ref _open);
                serving.Add(Task.Run(() => ServeAsync(connected)));
            }
        }
        catch (OperationCanceledException)
        {
            await pipe.DisposeAsync();
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(NamedPipeServerStream pipe)
    {
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        using var turn = new SemaphoreSlim(1);
        var answering = new List<Task>();
        await using (pipe)
        {
            try
            {
                using var reader = new StreamReader(pipe, leaveOpen: true);
                while (await reader.ReadLineAsync(closed.Token) is { } line)
                {
                    answering.Add(AnswerAsync(JsonSerializer.Deserialize(line, AgentJson.Default.RpcRequest)!, WriteAsync, closed.Token));
                }
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
            }

            if (answering.Any(task => !task.IsCompleted))
            {
                _clientLeft.TrySetResult();
            }

            Interlocked.Decrement(ref _open);
            _left.Release();
            await closed.CancelAsync();
            await Task.WhenAll(answering);
        }

        async Task WriteAsync(RpcMessage message)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(message, AgentJson.Default.RpcMessage);
            await turn.WaitAsync(closed.Token);
            await pipe.WriteAsync((byte[])[.. line, (byte)'\n'], closed.Token);
            turn.Release();
        }
    }

    private async Task AnswerAsync(RpcRequest request, Func<RpcMessage, Task> write, CancellationToken closed)
    {
        var call = new FakeCall(request, write, closed);
        if (request.Method != AgentProtocol.Hello)
        {
            _calls.Add(call, CancellationToken.None);
            _called.Release();
        }

        try
        {
            RpcMessage answer;
            try
            {
                answer = new() { JsonRpc = RpcRequest.Marker, Id = request.Id, Result = await MethodOf(request)(call) };
            }
            catch (FakeFailure failure)
            {
                answer = new() { JsonRpc = RpcRequest.Marker, Id = request.Id, Error = failure.ToError() };
            }

            await write(answer);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private Func<FakeCall, Task<JsonElement?>> MethodOf(RpcRequest request)
        => _methods.TryGetValue(request.Method, out var method) ? method : throw new FakeFailure([Faults.InternalError($"The test expects no {request.Method}.")]);
}
