using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Server.Tests.Support;

/// <summary>A real Knot that serves zones from files, on a port of its own.</summary>
internal sealed class KnotServer : IAsyncDisposable
{
    private const string Program = "knotd";
    private const int MostTries = 5;

    private readonly Process _process;
    private readonly TestFolder _folder;

    private KnotServer(Process process, TestFolder folder, IPEndPoint endPoint) => (_process, _folder, EndPoint) = (process, folder, endPoint);

    /// <summary>Where it answers, over UDP and TCP.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts it; skips the test where there is none.</summary>
    /// <param name="zones">Zone files by the zone's name.</param>
    public static async Task<KnotServer> StartAsync(IReadOnlyDictionary<string, string> zones)
    {
        var program = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin".Split(':').Select(path => Path.Combine(path, Program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, $"{Program} is not installed");
        for (var tries = 1; ; tries++)
        {
            var log = new List<string>();
            if (await TryStartAsync(program!, zones, log) is { } knot)
            {
                Assert.DoesNotContain(log, line => line.Contains("error:", StringComparison.Ordinal));
                return knot;
            }

            // Knot cannot choose a port itself, and another program may have taken the one chosen for it.
            if (tries == MostTries || !log.Exists(line => line.Contains("cannot bind", StringComparison.Ordinal)))
            {
                throw new InvalidOperationException("Knot did not start: " + string.Join('\n', log));
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private static async Task<KnotServer?> TryStartAsync(string program, IReadOnlyDictionary<string, string> zones, List<string> log)
    {
        var folder = new TestFolder();
        var endPoint = FreeEndPoint();
        foreach (var (zone, file) in zones)
        {
            await File.WriteAllTextAsync(folder.File(zone + ".zone"), file);
        }

        await File.WriteAllTextAsync(folder.File("knot.conf"), $"""
            server:
                rundir: "{folder.Path}"
                listen: {endPoint.Address}@{endPoint.Port}
            database:
                storage: "{folder.Path}"
            log:
              - target: stdout
                any: info
            template:
              - id: default
                storage: "{folder.Path}"
                file: "%s.zone"
            zone:
            {string.Concat(zones.Keys.Select(zone => $"  - domain: {zone}\n"))}
            """);
        var process = Process.Start(new ProcessStartInfo(program, ["-c", folder.File("knot.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var knot = new KnotServer(process, folder, endPoint);
        process.BeginErrorReadLine();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TestTime.Deadline);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                log.Add(line);
                if (line.Contains("server started", StringComparison.OrdinalIgnoreCase))
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return knot;
                }
            }
        }
        catch (OperationCanceledException)
        {
            await knot.DisposeAsync();
            throw;
        }

        await knot.DisposeAsync();
        return null;
    }

    /// <summary>A port that is free over both transports.</summary>
    private static IPEndPoint FreeEndPoint()
    {
        for (var tries = 1; ; tries++)
        {
            using var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            try
            {
                udp.Bind(tcp.LocalEndPoint!);
                return (IPEndPoint)udp.LocalEndPoint!;
            }
            catch (SocketException) when (tries < MostTries)
            {
            }
        }
    }
}
