using System.Net.Sockets;
using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>
/// One client. Its requests run side by side, up to a number; when it goes, they are cancelled. When the agent stops, they are cancelled and
/// answered.
/// </summary>
internal sealed class RpcConnection : IDisposable
{
    /// <summary>How many requests of one client run at a time; one more is turned away.</summary>
    public const int MostRequests = 32;

    /// <summary>How long a client may take to say hello.</summary>
    public static readonly TimeSpan HelloDeadline = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to read the last word before the connection is closed on it.</summary>
    private static readonly TimeSpan FarewellDeadline = TimeSpan.FromSeconds(1);

    private readonly Stream _stream;
    private readonly AgentMethods _methods;
    private readonly TimeProvider _time;
    private readonly LineReader _reader;
    private readonly RpcWriter _writer;
    private readonly CancellationTokenSource _requests = new();
    private readonly HashSet<Task> _underWay = [];
    private volatile bool _gone;

    public RpcConnection(Stream stream, AgentMethods methods, TimeProvider time)
    {
        (_stream, _methods, _time) = (stream, methods, time);
        (_reader, _writer) = (new(stream), new(stream, time));
    }

    /// <summary>Serves the client until it goes or the agent stops.</summary>
    public async Task ServeAsync(CancellationToken stopping)
    {
        try
        {
            if (await GreetAsync(stopping).ConfigureAwait(false))
            {
                await ReadRequestsAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _gone = true;
        }
        catch (OperationCanceledException)
        {
            // The agent stops, or the client never said hello.
        }

        await _requests.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(UnderWay()).ConfigureAwait(false);
        await SayFarewellAsync().ConfigureAwait(false);
    }

    /// <summary>Says why the client is not served.</summary>
    public async Task RefuseAsync(Fault reason)
    {
        await TryWriteAsync(() => _writer.WriteAsync(null, RpcException.Describe(new DNS4MeException(reason)))).ConfigureAwait(false);
        await SayFarewellAsync().ConfigureAwait(false);
    }

    /// <summary>Closes the connection, whatever is under way on it.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _writer.Dispose();
        _requests.Dispose();
    }

    /// <summary>Breaks the connection off.</summary>
    public void Abort() => _stream.Dispose();

    private async Task<bool> GreetAsync(CancellationToken stopping)
    {
        using var deadline = new CancellationTokenSource(HelloDeadline, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, deadline.Token);
        if (await ReadRequestAsync(either.Token).ConfigureAwait(false) is not { Id: { } id } hello)
        {
            return false;
        }

        if (hello.Method != AgentProtocol.Hello)
        {
            await _writer.WriteAsync(id, new() { Code = RpcError.InvalidRequest, Message = $"{AgentProtocol.Hello} comes first." }).ConfigureAwait(false);
            return false;
        }

        return await AnswerAsync(hello, id).ConfigureAwait(false);
    }

    private async Task ReadRequestsAsync(CancellationToken stopping)
    {
        while (!_gone)
        {
            var request = await ReadRequestAsync(stopping).ConfigureAwait(false);
            if (request is { Id: { } id })
            {
                await StartAsync(request, id).ConfigureAwait(false);
            }
            else if (_gone)
            {
                return;
            }
        }
    }

    /// <summary>Reads a request.</summary>
    /// <returns>Null at the end, and for what is no request, after saying so.</returns>
    private async Task<RpcRequest?> ReadRequestAsync(CancellationToken cancellation)
    {
        byte[]? line;
        try
        {
            line = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            await _writer.WriteAsync(null, new() { Code = RpcError.InvalidRequest, Message = e.Message }).ConfigureAwait(false);
            line = null;
        }

        if (line is null)
        {
            _gone = true;
            return null;
        }

        try
        {
            return RpcRequestReader.Read(line);
        }
        catch (RpcException e)
        {
            await _writer.WriteAsync(e.RequestId, RpcException.Describe(e)).ConfigureAwait(false);
            return null;
        }
    }

    private async Task StartAsync(RpcRequest request, long id)
    {
        if (UnderWay().Count >= MostRequests)
        {
            await _writer.WriteAsync(id, RpcException.Describe(new DNS4MeException(Faults.InternalError($"More than {MostRequests} requests at a time on one connection.")))).ConfigureAwait(false);
            return;
        }

        // On a thread of its own, so that a request that begins slowly does not hold up the next.
        var answering = Task.Run(() => AnswerAsync(request, id));
        lock (_underWay)
        {
            _underWay.Add(answering);
        }

        _ = answering.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Does what a request asks for, and answers unless the client is gone.</summary>
    /// <returns>Whether it succeeded.</returns>
    private async Task<bool> AnswerAsync(RpcRequest request, long id)
    {
        RpcMessage answer;
        await using (var progress = new RpcProgress(_writer))
        {
            try
            {
                var result = await _methods.InvokeAsync(request, progress, _requests.Token).ConfigureAwait(false);
                answer = new() { JsonRpc = RpcRequest.Marker, Id = id, Result = result };
            }
            catch (Exception e)
            {
                answer = new() { JsonRpc = RpcRequest.Marker, Id = id, Error = RpcException.Describe(e) };
            }
        }

        await TryWriteAsync(() => _writer.WriteAsync(answer)).ConfigureAwait(false);
        return answer.Error is null;
    }

    /// <summary>Writes to a client that may be gone. One that turns out to be, or that does not read, is broken off, which ends the reading too.</summary>
    private async Task TryWriteAsync(Func<Task> write)
    {
        if (_gone)
        {
            return;
        }

        try
        {
            await write().ConfigureAwait(false);
        }
        catch (IOException)
        {
            _gone = true;
            Abort();
        }
    }

    /// <summary>
    /// Lets the client read the last word and close first. A connection closed while something that the client sent lies unread would be reset.
    /// </summary>
    private async Task SayFarewellAsync()
    {
        using var deadline = new CancellationTokenSource(FarewellDeadline, _time);
        try
        {
            (_stream as NetworkStream)?.Socket.Shutdown(SocketShutdown.Send);
            var unread = new byte[1024];
            while (await _stream.ReadAsync(unread, deadline.Token).ConfigureAwait(false) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
        }
    }

    private List<Task> UnderWay()
    {
        lock (_underWay)
        {
            return [.. _underWay];
        }
    }

    private void Forget(Task task)
    {
        lock (_underWay)
        {
            _underWay.Remove(task);
        }
    }
}
