namespace DNS4Me.Benchmarks;

/// <summary>Answers a second over UDP, as a ratio to Knot on the same machine in the same run. dnsperf asks both for the same names.</summary>
internal sealed class DnsThroughputBenchmark : IBenchmark
{
    private const int Rounds = 5;
    private const int Seconds = 2;
    private const int Names = 1000;

    public string Name => "dns";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux() || Peer.Find(KnotServer.Program) is null || Dnsperf.Find() is not { } dnsperf)
        {
            Console.WriteLine("dns: not measured; it needs knotd and dnsperf (Debian: knot, dnsperf).");
            return [];
        }

        await using var server = await DevServer.StartAsync(await NativePrograms.ServerAsync());
        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        try
        {
            await using var knot = await KnotServer.StartAsync(KnotZone.Of(server.Facts.Domain, ["* 60 IN A 192.0.2.80"]));
            var queries = Path.Combine(folder, "queries");
            await File.WriteAllLinesAsync(queries, Enumerable.Range(0, Names).Select(i => $"host{i}.{server.Facts.Domain} A"));
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await dnsperf.MeasureAsync(server.Facts.Dns, queries, Seconds));
                theirs.Add(await dnsperf.MeasureAsync(knot.EndPoint, queries, Seconds));
            }

            return
            [
                new("DNS answers a second", Figure.Median(ours), "/s"),
                new("  times Knot's", Figure.Median(ours.Zip(theirs, (our, their) => our / their)), "x"),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
