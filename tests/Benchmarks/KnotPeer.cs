using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Benchmarks;

/// <summary>Knot on a port of its own, an authority for one domain.</summary>
internal sealed class KnotPeer : IAsyncDisposable
{
    private readonly Process _process;

    private KnotPeer(Process process, IPEndPoint endPoint) => (_process, EndPoint) = (process, endPoint);

    /// <summary>Where it answers.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Finds the program; null when it is not installed.</summary>
    public static string? Find() => Dnsperf.Find("knotd");

    /// <summary>Starts it, and waits until it answers.</summary>
    /// <param name="knotd">The program.</param>
    /// <param name="folder">Where its files go; another for each.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="records">What the domain has besides its SOA and its name server, as lines of a zone file.</param>
    public static async Task<KnotPeer> StartAsync(string knotd, string folder, string domain, IEnumerable<string> records)
    {
        // Knot cannot choose a free port itself.
        int port;
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "zone"),
        [
            $"@ 60 IN SOA ns1.{domain}. hostmaster.{domain}. 1 3600 600 86400 60",
            $"@ 60 IN NS ns1.{domain}.",
            "ns1 60 IN A 192.0.2.53",
            .. records,
        ]);
        var configuration = Path.Combine(folder, "knot.conf");
        await File.WriteAllTextAsync(configuration, $"""
            server:
                rundir: "{folder}"
                listen: 127.0.0.1@{port}
            database:
                storage: "{folder}"
            log:
              - target: stdout
                any: info
            zone:
              - domain: {domain}
                storage: "{folder}"
                file: zone

            """);
        var process = Process.Start(new ProcessStartInfo(knotd, ["-c", configuration]) { RedirectStandardOutput = true })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("server started", StringComparison.OrdinalIgnoreCase))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, new(IPAddress.Loopback, port));
            }
        }

        throw new InvalidOperationException("Knot did not start.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
