using System.Globalization;
using System.Net.Sockets;

namespace DNS4Me.Agent.Hosting;

/// <summary>What systemd is told of a service of its kind "notify" (sd_notify(3)): one datagram each, to the socket that it names. Without a socket nobody is told.</summary>
internal sealed class ServiceNotices : IDisposable
{
    /// <summary>The variable that names the socket: a path, or a name in the abstract space after an @.</summary>
    public const string SocketVariable = "NOTIFY_SOCKET";

    /// <summary>The variable with the number of microseconds within which the manager wants to hear of a service that works.</summary>
    public const string WatchdogVariable = "WATCHDOG_USEC";

    /// <summary>The variable with the process that is meant by <see cref="WatchdogVariable"/>; not there: whoever reads it.</summary>
    public const string WatchdogProcessVariable = "WATCHDOG_PID";

    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _manager;

    private ServiceNotices(string? manager, TimeSpan? watchdog)
    {
        WatchdogInterval = watchdog;
        if (!string.IsNullOrEmpty(manager))
        {
            _manager = new(manager[0] == '@' ? '\0' + manager[1..] : manager);
            _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        }
    }

    /// <summary>Within which time the manager wants to hear again and again that the service works; null when it does not.</summary>
    public TimeSpan? WatchdogInterval { get; }

    /// <summary>Finds out whether somebody wants to be told.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static ServiceNotices Find(Func<string, string?> variable)
    {
        var manager = variable(SocketVariable);
        var mine = variable(WatchdogProcessVariable) is not { Length: > 0 } process || process == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return new(
            manager,
            !string.IsNullOrEmpty(manager) && mine && long.TryParse(variable(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
                ? TimeSpan.FromMicroseconds(microseconds)
                : null);
    }

    /// <summary>The service is ready.</summary>
    /// <exception cref="SocketException">The manager, who waits for this, cannot be told.</exception>
    public void Ready() => Send("READY=1\nSTATUS=Serving.");

    /// <summary>The service has begun to stop.</summary>
    public void Stopping() => TrySend("STOPPING=1\nSTATUS=Taking the domains offline.");

    /// <summary>The service works.</summary>
    public void Works() => TrySend("WATCHDOG=1");

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    /// <summary>A manager that is not told draws its own conclusions; the domains are the nearer concern.</summary>
    private void TrySend(string text)
    {
        try
        {
            Send(text);
        }
        catch (SocketException)
        {
        }
    }

    private void Send(string text) => _socket?.SendTo(System.Text.Encoding.UTF8.GetBytes(text), _manager!);
}
