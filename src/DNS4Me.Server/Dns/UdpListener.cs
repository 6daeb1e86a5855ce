using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>
/// Answers DNS over UDP at one endpoint: blocking threads, one a core. On Linux each has a socket of its own and the kernel spreads
/// the askers over them (SO_REUSEPORT); elsewhere they share one. Nothing is allocated per packet.
/// </summary>
internal sealed class UdpListener : IDisposable
{
    private const int SolSocket = 1;
    private const int SoReusePort = 15;
    private const int SioUdpConnReset = unchecked((int)0x9800000C);
    private const int SocketBuffer = 4 * 1024 * 1024;

    /// <summary>How long a thread rests when receiving fails again and again, as without memory or network.</summary>
    private static readonly TimeSpan FailureRest = TimeSpan.FromMilliseconds(100);

    private readonly DnsResponder _responder;
    private readonly ILogger _log;
    private readonly List<Socket> _sockets = [];
    private readonly List<Thread> _threads = [];
    private readonly ManualResetEventSlim _stopping = new();

    /// <summary>Binds the endpoint. Nothing is answered before <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The endpoint cannot be opened.</exception>
    public UdpListener(IPEndPoint endPoint, int threads, DnsResponder responder, ILogger log)
    {
        (_responder, _log) = (responder, log);
        try
        {
            for (var i = 0; i < threads; i++)
            {
                var socket = i > 0 && !OperatingSystem.IsLinux() ? _sockets[0] : Bind(endPoint);
                endPoint = (IPEndPoint)socket.LocalEndPoint!;
                _sockets.Add(socket);
                _threads.Add(new(() => Serve(socket)) { Name = $"dns udp {endPoint} {i}", IsBackground = true });
            }
        }
        catch
        {
            _sockets.ForEach(socket => socket.Dispose());
            throw;
        }
    }

    /// <summary>Begins to answer.</summary>
    public void Start() => _threads.ForEach(thread => thread.Start());

    /// <summary>Closes the sockets; each thread finishes the answer it is at.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _sockets.ForEach(socket => socket.Dispose());
        foreach (var thread in _threads.Where(thread => thread.IsAlive))
        {
            thread.Join();
        }

        _stopping.Dispose();
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = SocketBuffer,
            SendBufferSize = SocketBuffer,
        };
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            if (OperatingSystem.IsLinux())
            {
                socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
            }
            else if (OperatingSystem.IsWindows())
            {
                // Else an asker that has gone makes the next receive fail.
                socket.IOControl(SioUdpConnReset, [0], null);
            }

            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Serve(Socket socket)
    {
        var asker = new SocketAddress(socket.AddressFamily);
        var query = new byte[DnsLimits.MaxMessageLength];
        var response = new byte[DnsLimits.DefaultUdpPayloadSize];
        while (!_stopping.IsSet)
        {
            try
            {
                var received = socket.ReceiveFrom(query, SocketFlags.None, asker);
                var length = Respond(query.AsSpan(0, received), response);
                if (length > 0)
                {
                    Send(socket, response.AsSpan(0, length), asker);
                }
            }
            catch (SocketException e) when (!_stopping.IsSet)
            {
                _log.LogDebug(e, "A DNS query over UDP could not be received.");
                _stopping.Wait(FailureRest);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException && _stopping.IsSet)
            {
                return;
            }
        }
    }

    /// <summary>Sending may fail for one asker's sake (port 0, a firewall, a vanished route), forged ones too: the others are not to feel it.</summary>
    private void Send(Socket socket, ReadOnlySpan<byte> response, SocketAddress asker)
    {
        try
        {
            socket.SendTo(response, SocketFlags.None, asker);
        }
        catch (SocketException e) when (!_stopping.IsSet)
        {
            _log.LogDebug(e, "A DNS response over UDP could not be sent.");
        }
    }

    private int Respond(ReadOnlySpan<byte> query, Span<byte> response)
    {
        try
        {
            return _responder.Respond(query, response, overUdp: true);
        }
        catch (Exception e)
        {
            _log.LogError(e, "A DNS query could not be answered.");
            return DnsResponder.RespondServerFailure(query, response);
        }
    }
}
