using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Benchmarks;

/// <summary>Answers a second over UDP, as a ratio to Knot on the same machine in the same run. dnsperf asks both for the same names.</summary>
internal sealed class DnsThroughputBenchmark : IBenchmark
{
    private const int Rounds = 3;
    private const int Names = 1000;

    public string Name => "dns";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux() || Dnsperf.Find("knotd") is not { } knotd || Dnsperf.Find() is not { } dnsperf)
        {
            Console.WriteLine("dns: not measured; it needs knotd and dnsperf (Debian: knot, dnsperf).");
            return [];
        }

        await using var server = await DevServer.StartAsync(await NativePrograms.ServerAsync());
        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        using var knot = await StartKnotAsync(knotd, folder, server.Domain);
        try
        {
            var queries = Path.Combine(folder, "queries");
            await File.WriteAllLinesAsync(queries, Enumerable.Range(0, Names).Select(i => $"host{i}.{server.Domain} A"));
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await dnsperf.MeasureAsync(server.Dns, queries));
                theirs.Add(await dnsperf.MeasureAsync(knot.EndPoint, queries));
            }

            return
            [
                new("DNS answers a second", Figure.Median(ours), "/s"),
                new("  times Knot's", Figure.Median(ours) / Figure.Median(theirs), "x"),
            ];
        }
        finally
        {
            await knot.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Knot> StartKnotAsync(string knotd, string folder, string domain)
    {
        // Knot cannot choose a free port itself.
        int port;
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "zone"), $"""
            @ 60 IN SOA ns1.{domain}. hostmaster.{domain}. 1 3600 600 86400 60
            @ 60 IN NS ns1.{domain}.
            ns1 60 IN A 192.0.2.53
            * 60 IN A 192.0.2.80

            """);
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

    private sealed record Knot(Process Process, IPEndPoint EndPoint) : IDisposable
    {
        public async Task StopAsync()
        {
            Process.Kill();
            await Process.WaitForExitAsync();
        }

        public void Dispose() => Process.Dispose();
    }
}
