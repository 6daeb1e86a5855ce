using System.Globalization;
using System.Net.Sockets;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A real SOCKS5 proxy (microsocks) on a port of loopback, whose connections leave from an address of its own.</summary>
internal sealed class SocksProxy : IAsyncDisposable
{
    /// <summary>The address that the service sees through it.</summary>
    public const string Address = "127.0.0.9";

    private readonly string[] _logon;
    private ProgramRun? _run;

    private SocksProxy(string port, string[] logon) => (Port, _logon) = (port, logon);

    public string Port { get; }

    public int ProcessId => _run!.Id;

    /// <param name="userId">Who may use it; null for everybody.</param>
    /// <param name="password">The user's password.</param>
    public static async Task<SocksProxy> StartAsync(string? userId = null, string? password = null)
    {
        var proxy = new SocksProxy(Ports.Free().ToString(CultureInfo.InvariantCulture), userId is null ? [] : ["-u", userId, "-P", password!]);
        await proxy.StartAgainAsync();
        return proxy;
    }

    public async Task StartAgainAsync()
    {
        _run = ProgramRun.Start("microsocks", ["-i", "127.0.0.1", "-p", Port, "-b", Address, .. _logon]);
        await Eventually.IsTrueAsync(() => _run.HasExited || Listens(), "The proxy being there");
    }

    public Task KillAsync() => _run!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }
    }

    private bool Listens()
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", int.Parse(Port, CultureInfo.InvariantCulture));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
