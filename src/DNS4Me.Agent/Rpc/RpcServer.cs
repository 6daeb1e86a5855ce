using System.Collections.Concurrent;
using DNS4Me.Agent.Hosting;

namespace DNS4Me.Agent.Rpc;

/// <summary>Serves the clients of an endpoint, up to a number.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    /// <summary>How many clients are served at a time; one more is told so.</summary>
    public const int MostClients = 64;

    /// <summary>How many clients there may be together with those who are being turned away; one more is cut off without a word.</summary>
    private const int MostConnections = 2 * MostClients;

    /// <summary>How long answers may take to leave when the agent stops.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(3);

    /// <summary>How long to leave the endpoint alone after it failed, as it does when the process has no file to spare.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly AgentEndpoint _endpoint;
    private readonly AgentMethods _methods;
    private readonly Fault _refusal;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _acceptingEnds = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<RpcConnection, Task> _connections = [];
    private readonly Task _accepting;
    private int _served;

    /// <summary>Starts serving.</summary>
    /// <param name="endpoint">Where clients come from; not closed by the server.</param>
    /// <param name="methods">What they can ask for.</param>
    /// <param name="refusal">What those are told who may not speak.</param>
    /// <param name="time">The clock of the deadlines.</param>
    public RpcServer(AgentEndpoint endpoint, AgentMethods methods, Fault refusal, TimeProvider time)
    {
        (_endpoint, _methods, _refusal, _time) = (endpoint, methods, refusal, time);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Whether anybody is connected.</summary>
    public bool HasClients => !_connections.IsEmpty;

    /// <summary>Takes no more clients; those who are connected go on.</summary>
    public async Task StopAcceptingAsync()
    {
        await _acceptingEnds.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
    }

    /// <summary>Cancels what is under way, lets the answers leave, and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAcceptingAsync().ConfigureAwait(false);
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (!await EndWithinAsync(StopDeadline).ConfigureAwait(false))
        {
            foreach (var connection in _connections.Keys)
            {
                connection.Abort();
            }

            await EndWithinAsync(StopDeadline).ConfigureAwait(false);
        }

        _acceptingEnds.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_acceptingEnds.IsCancellationRequested)
        {
            try
            {
                Serve(await _endpoint.AcceptAsync(_acceptingEnds.Token).ConfigureAwait(false));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (IOException)
            {
                await Task.Delay(AcceptPause, _time, _acceptingEnds.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Serve(AgentPeer peer)
    {
        if (_connections.Count >= MostConnections)
        {
            peer.Stream.Dispose();
            return;
        }

        var connection = new RpcConnection(peer.Stream, _methods, _time);
        var done = new TaskCompletionSource();
        _connections[connection] = done.Task;
        _ = Task.Run(async () =>
        {
            try
            {
                await RunAsync(connection, peer.MaySpeak).ConfigureAwait(false);
            }
            finally
            {
                connection.Dispose();
                _connections.TryRemove(connection, out _);
                done.SetResult();
            }
        });
    }

    private async Task RunAsync(RpcConnection connection, bool maySpeak)
    {
        if (!maySpeak)
        {
            await connection.RefuseAsync(_refusal).ConfigureAwait(false);
            return;
        }

        if (!TryTakePlace())
        {
            await connection.RefuseAsync(Faults.InternalError($"{MostClients} clients are connected already.")).ConfigureAwait(false);
            return;
        }

        try
        {
            await connection.ServeAsync(_stopping.Token).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _served);
        }
    }

    private bool TryTakePlace()
    {
        if (Interlocked.Increment(ref _served) <= MostClients)
        {
            return true;
        }

        Interlocked.Decrement(ref _served);
        return false;
    }

    private async Task<bool> EndWithinAsync(TimeSpan deadline)
    {
        var all = Task.WhenAll(_connections.Values);
        await all.WaitAsync(deadline, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return all.IsCompletedSuccessfully;
    }
}
