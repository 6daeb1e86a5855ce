using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Testing;

/// <summary>A real Knot that serves zones from files.</summary>
public sealed class KnotServer : IAsyncDisposable
{
    private const int MostTries = 5;

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private KnotServer(Process process, DirectoryInfo folder, IPEndPoint endPoint) => (_process, _folder, EndPoint) = (process, folder, endPoint);

    /// <summary>The program's name.</summary>
    public static string Program => "knotd";

    /// <summary>Where it answers, over UDP and TCP.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts it on a free port of the loopback address; skips the test where there is none.</summary>
    /// <param name="zones">Zone files by the zone's name.</param>
    public static async Task<KnotServer> StartAsync(IReadOnlyDictionary<string, string> zones)
    {
        for (var tries = 1; ; tries++)
        {
            var log = new List<string>();
            if (await TryStartAsync([], FreeEndPoint(), zones, log) is { } knot)
            {
                return knot;
            }

            // Knot cannot choose a port itself, and another program may have taken the one chosen for it.
            if (tries == MostTries || !log.Exists(line => line.Contains("cannot bind", StringComparison.Ordinal)))
            {
                throw DidNotStart(log);
            }
        }
    }

    /// <summary>Starts it somewhere else; skips the test where there is none.</summary>
    /// <param name="under">What it runs under, such as an entry into a network namespace.</param>
    /// <param name="endPoint">Where it answers.</param>
    /// <param name="zones">Zone files by the zone's name.</param>
    public static async Task<KnotServer> StartAsync(IReadOnlyList<string> under, IPEndPoint endPoint, IReadOnlyDictionary<string, string> zones)
    {
        var log = new List<string>();
        return await TryStartAsync(under, endPoint, zones, log) ?? throw DidNotStart(log);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static InvalidOperationException DidNotStart(IEnumerable<string> log) => new("Knot did not start: " + string.Join('\n', log));

    private static async Task<KnotServer?> TryStartAsync(IReadOnlyList<string> under, IPEndPoint endPoint, IReadOnlyDictionary<string, string> zones, List<string> log)
    {
        var program = Peer.Require(Program);
        var folder = Directory.CreateTempSubdirectory("dns4me-test-knot-");
        var files = zones.Select((zone, i) => (Zone: zone.Key, Name: $"{i}.zone", Text: zone.Value)).ToList();
        foreach (var (_, name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, name), text);
        }

        var configuration = Path.Combine(folder.FullName, "knot.conf");
        await File.WriteAllTextAsync(configuration, $"""
            server:
                rundir: "{folder.FullName}"
                listen: {endPoint.Address}@{endPoint.Port}
            database:
                storage: "{folder.FullName}"
            log:
              - target: stdout
                any: info
            template:
              - id: default
                storage: "{folder.FullName}"
            zone:
            {string.Concat(files.Select(file => $"  - domain: {file.Zone}\n    file: {file.Name}\n"))}
            """);
        string[] command = [.. under, program, "-c", configuration];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginErrorReadLine();
        var knot = new KnotServer(process, folder, endPoint);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Eventually.Deadline);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
            {
                log.Add(line);
                if (line.Contains("server started", StringComparison.OrdinalIgnoreCase))
                {
                    Assert.DoesNotContain(log, said => said.Contains("error:", StringComparison.Ordinal));
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return knot;
                }
            }
        }
        catch
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
