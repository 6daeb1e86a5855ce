using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DNS4Me.Agent.Tests.Engine;

namespace DNS4Me.Agent.Tests.Proxy;

/// <summary>A proxy server of somebody else's, on loopback. One that is not installed skips the test by its name.</summary>
internal sealed class ProxyPeer : IAsyncDisposable
{
    /// <summary>Where a service sees those who come through microsocks.</summary>
    public const string MicrosocksAddress = "127.0.0.9";

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-proxy-").FullName;
    private readonly List<Process> _running = [];

    private ProxyPeer()
    {
    }

    public int Port { get; } = Ports.Free();

    /// <summary>microsocks: SOCKS5.</summary>
    public static Task<ProxyPeer> StartMicrosocksAsync(string? userId = null, string? password = null) => StartAsync(async peer =>
    {
        string[] logon = userId is null ? [] : ["-u", userId, "-P", password!];
        await peer.RunAsync(peer.Port, "microsocks", ["-i", "127.0.0.1", "-p", Text(peer.Port), "-b", MicrosocksAddress, .. logon]);
    });

    /// <summary>Dante: SOCKS4, 4A and 5.</summary>
    /// <param name="method">How users log on.</param>
    /// <param name="rule">Whom the last rule lets through.</param>
    public static Task<ProxyPeer> StartDanteAsync(string method = "none", string rule = "pass") => StartAsync(async peer =>
    {
        var configuration = Path.Combine(peer._folder, "danted.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            logoutput: {{peer._folder}}/danted.log
            internal: 127.0.0.1 port = {{peer.Port}}
            external: 127.0.0.1
            clientmethod: none
            socksmethod: {{method}}
            client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }
            socks {{rule}} { from: 127.0.0.0/8 to: 0.0.0.0/0 }
            """);
        await peer.RunAsync(peer.Port, "danted", ["-f", configuration, "-p", Path.Combine(peer._folder, "danted.pid")]);
    });

    /// <summary>OpenSSH's dynamic forwarding (<c>ssh -D</c>): SOCKS4, 4A and 5.</summary>
    public static Task<ProxyPeer> StartSshAsync() => StartAsync(async peer =>
    {
        var (server, key, hostKey, allowed) = (Ports.Free(), Path.Combine(peer._folder, "key"), Path.Combine(peer._folder, "host"), Path.Combine(peer._folder, "authorized_keys"));
        foreach (var path in new[] { key, hostKey })
        {
            using var made = Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
            await made.WaitForExitAsync();
        }

        File.Copy(key + ".pub", allowed);
        if (Rights.IsRoot)
        {
            Directory.CreateDirectory("/run/sshd");
        }

        var configuration = Path.Combine(peer._folder, "sshd_config");
        await File.WriteAllTextAsync(configuration, $"""
            ListenAddress 127.0.0.1
            Port {server}
            HostKey {hostKey}
            PidFile none
            AuthorizedKeysFile {allowed}
            StrictModes no
            UsePAM no
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            AllowTcpForwarding yes
            """);
        await peer.RunAsync(server, Peer.Require("sshd"), ["-D", "-e", "-f", configuration]);
        await peer.RunAsync(peer.Port, "ssh",
        [
            "-F", "/dev/null", "-N", "-D", $"127.0.0.1:{peer.Port}", "-p", Text(server), "-i", key, "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "ExitOnForwardFailure=yes", $"{Environment.UserName}@127.0.0.1",
        ]);
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_running))
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<ProxyPeer> StartAsync(Func<ProxyPeer, Task> start)
    {
        var peer = new ProxyPeer();
        try
        {
            await start(peer);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    private static Process Start(string program, string[] arguments) => Peer.Start(new(program, arguments) { RedirectStandardError = true, RedirectStandardInput = true });

    /// <summary>Starts a program, and waits until it listens.</summary>
    private async Task RunAsync(int port, string program, string[] arguments)
    {
        var process = Start(program, arguments);
        _running.Add(process);
        var said = process.StandardError.ReadToEndAsync();
        await EngineBench.UntilAsync(() => process.HasExited || Listens(port));
        Assert.False(process.HasExited, process.HasExited ? $"{program} ended: {await said}" : "");
    }

    private static bool Listens(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
