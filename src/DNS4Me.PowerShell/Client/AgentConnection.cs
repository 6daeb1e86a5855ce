using System.IO.Pipes;
using System.Net.Sockets;
using System.Security.Principal;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>A connection to an agent, whose owner was checked and who speaks our version. Its requests go one after another.</summary>
/// <remarks>
/// No field and no local that outlives an await is of a struct of System.Text.Json: Windows PowerShell lays out all types of this assembly
/// before it can be told where that is.
/// </remarks>
internal sealed class AgentConnection : IDisposable
{
    /// <summary>How long a request may take that says nothing else.</summary>
    public static readonly TimeSpan UsualDeadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan OpenDeadline = TimeSpan.FromSeconds(5);
    private const string LocalMachineName = ".";

    /// <summary>On Windows an agent may be about to open the next instance of its pipe; elsewhere one try tells.</summary>
    private const int WindowsTryMilliseconds = 50;

    private readonly NamedPipeClientStream _pipe;
    private readonly AgentHome _home;
    private readonly LineReader _reader;
    private long _lastId;

    private AgentConnection(NamedPipeClientStream pipe, AgentHome home)
        => (_pipe, _home, _reader) = (pipe, home, new(pipe));

    /// <summary>The agent's process, as it says itself.</summary>
    public AgentInfo Agent { get; private set; } = null!;

    /// <summary>The process at the other end, as the system says; null when it does not.</summary>
    public int? PeerProcessId { get; private set; }

    /// <summary>Opens a connection and says hello.</summary>
    /// <returns>Null when nobody listens.</returns>
    /// <exception cref="DNS4MeException">What listens is not to be trusted, does not serve us, or does not understand us.</exception>
    public static async Task<AgentConnection?> TryOpenAsync(AgentHome home, CancellationToken cancellation)
    {
        var connection = await TryConnectAsync(home, cancellation).ConfigureAwait(false);
        if (connection is null)
        {
            return null;
        }

        try
        {
            await connection.GreetAsync(cancellation).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection to an endpoint of ours without a word.</summary>
    /// <returns>Null when nobody listens.</returns>
    public static async Task<AgentConnection?> TryConnectAsync(AgentHome home, CancellationToken cancellation)
    {
        // Identification alone: a stranger who listens must not be able to act as us before we have seen that he is one.
        var pipe = new NamedPipeClientStream(LocalMachineName, home.Endpoint, PipeDirection.InOut, PipeOptions.Asynchronous, TokenImpersonationLevel.Identification);
        try
        {
            if (await TryConnectAsync(pipe, home, cancellation).ConfigureAwait(false))
            {
                return new(pipe, home) { PeerProcessId = AgentPeer.Verify(pipe.SafePipeHandle, home) };
            }
        }
        catch
        {
            pipe.Dispose();
            throw;
        }

        pipe.Dispose();
        return null;
    }

    /// <summary>Sends a request without an argument and waits for its result.</summary>
    public Task<TResult> CallAsync<TResult>(string method, JsonTypeInfo<TResult> result, CancellationToken cancellation)
        where TResult : class
        => CallAsync(method, null, result, UsualDeadline, null, cancellation);

    /// <summary>Sends a request and waits for its result.</summary>
    /// <param name="method">One of <see cref="AgentProtocol"/>'s methods.</param>
    /// <param name="argument">The argument as JSON; null for none.</param>
    /// <param name="result">The result's type.</param>
    /// <param name="deadline">How long to wait.</param>
    /// <param name="progress">Is told how far the request is, on a thread of its own.</param>
    /// <param name="cancellation">Closes the connection, which withdraws the request.</param>
    /// <exception cref="DNS4MeException">The request failed.</exception>
    public async Task<TResult> CallAsync<TResult>(
        string method, string? argument, JsonTypeInfo<TResult> result, TimeSpan deadline, Action<ProgressNote>? progress, CancellationToken cancellation)
        where TResult : class
    {
        var answer = await SendAsync(method, argument, deadline, progress, cancellation).ConfigureAwait(false);
        return ResultOf(answer, method, result) ?? throw Unreadable(method, null);
    }

    /// <summary>Sends a request that has neither argument nor result, and waits until it is done.</summary>
    public Task CallAsync(string method, CancellationToken cancellation) => SendAsync(method, null, UsualDeadline, null, cancellation);

    /// <summary>Ends when the other end has closed the connection.</summary>
    public async Task WaitForCloseAsync(CancellationToken cancellation)
    {
        using var closing = cancellation.Register(Dispose);
        try
        {
            while (await _reader.ReadAsync(cancellation).ConfigureAwait(false) is not null)
            {
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Closes the connection, which cancels what is under way on it.</summary>
    public void Dispose() => _pipe.Dispose();

    private static async Task<bool> TryConnectAsync(NamedPipeClientStream pipe, AgentHome home, CancellationToken cancellation)
    {
        var connecting = pipe.ConnectAsync(LocalMachine.IsWindows ? WindowsTryMilliseconds : 0, cancellation);
        try
        {
            // A full backlog would hold the call itself for good.
            using var given = new CancellationTokenSource();
            if (await Task.WhenAny(connecting, Task.Delay(OpenDeadline, given.Token)).ConfigureAwait(false) != connecting)
            {
                _ = connecting.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                throw new DNS4MeException(Faults.TimedOut(OpenDeadline));
            }

            given.Cancel();
            await connecting.ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new DNS4MeException(Faults.AgentRefused(home.Endpoint, home.Scope), e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new DNS4MeException(Faults.InternalError(e.Message), e);
        }
    }

    private async Task GreetAsync(CancellationToken cancellation)
    {
        var hello = JsonSerializer.Serialize(new HelloRequest { Protocol = AgentProtocol.Version, OldestProtocol = AgentProtocol.OldestVersion, ModuleVersion = LocalMachine.ModuleVersion }, AgentJson.Default.HelloRequest);
        Agent = await CallAsync(AgentProtocol.Hello, hello, AgentJson.Default.AgentInfo, OpenDeadline, null, cancellation).ConfigureAwait(false);
    }

    private async Task<RpcMessage> SendAsync(string method, string? argument, TimeSpan deadline, Action<ProgressNote>? progress, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(deadline);
        using var closing = limit.Token.Register(Dispose);
        try
        {
            var id = ++_lastId;
            var line = Compose(id, method, argument);
            await _pipe.WriteAsync(line, 0, line.Length, limit.Token).ConfigureAwait(false);
            await _pipe.FlushAsync(limit.Token).ConfigureAwait(false);
            while (await _reader.ReadAsync(limit.Token).ConfigureAwait(false) is { } text)
            {
                var message = Read(text, method);
                if (NoteOf(message, method) is { } note)
                {
                    progress?.Invoke(note);
                }
                else if (message.Id == id || message is { Id: null, Error: not null })
                {
                    return message.Error is null ? message : throw Failure(message.Error);
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new DNS4MeException(limit.IsCancellationRequested ? Faults.TimedOut(deadline) : Faults.AgentGone(_home.Endpoint), e);
        }
        catch (InvalidDataException e)
        {
            throw Unreadable(method, e);
        }

        cancellation.ThrowIfCancellationRequested();
        throw new DNS4MeException(limit.IsCancellationRequested ? Faults.TimedOut(deadline) : Faults.AgentGone(_home.Endpoint));
    }

    private static byte[] Compose(long id, string method, string? argument)
    {
        using var document = argument is null ? null : JsonDocument.Parse(argument);
        var request = new RpcRequest { JsonRpc = RpcRequest.Marker, Id = id, Method = method, Params = document?.RootElement };
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request, AgentJson.Default.RpcRequest) + "\n");
    }

    private RpcMessage Read(string line, string method)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AgentJson.Default.RpcMessage) ?? throw Unreadable(method, null);
        }
        catch (JsonException e)
        {
            throw Unreadable(method, e);
        }
    }

    private ProgressNote? NoteOf(RpcMessage message, string method)
        => message is { Id: null, Method: AgentProtocol.Progress, Params: { } argument } ? Deserialize(argument, method, AgentJson.Default.ProgressNote) : null;

    private T? ResultOf<T>(RpcMessage message, string method, JsonTypeInfo<T> type)
        where T : class
        => message.Result is { } result ? Deserialize(result, method, type) : null;

    private T? Deserialize<T>(JsonElement element, string method, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return element.Deserialize(type);
        }
        catch (JsonException e)
        {
            throw Unreadable(method, e);
        }
    }

    private DNS4MeException Failure(RpcError error) => error switch
    {
        { Errors: { Count: > 0 } several } => new(several),
        { Data: { } fault } => new(fault),
        { Code: RpcError.MethodNotFound or RpcError.InvalidParams } when OtherVersion() is { } fault => new(fault),
        _ => new(Faults.InternalError(error.Message)),
    };

    private DNS4MeException Unreadable(string method, Exception? inner) => new(OtherVersion() ?? Faults.InternalError(Words.UnreadableAnswer(method)), inner);

    /// <summary>What neither end would ask of or tell its like comes from the difference of their versions.</summary>
    /// <returns>Null while there is none, or it is not known yet.</returns>
    private Fault? OtherVersion() => Agent?.Version is { } version && version != LocalMachine.ModuleVersion ? Faults.AgentVersion(version, LocalMachine.ModuleVersion) : null;
}
