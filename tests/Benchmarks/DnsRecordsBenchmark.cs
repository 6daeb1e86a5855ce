using System.Net;
using System.Net.Http.Json;
using DNS4Me.Service;

namespace DNS4Me.Benchmarks;

/// <summary>
/// Answers a second over UDP from a domain of 100,000 names, as a ratio to a domain of ten. Every name is asked for. Names that no cache of the processor holds cost any server
/// something, how much is the machine's matter: so the mark is on that ratio times what becomes of Knot with the same names in the same run.
/// </summary>
internal sealed class DnsRecordsBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const int Seconds = 2;
    private const int Few = 10;
    private const int Many = 100_000;

    public string Name => "dns-records";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux() || Peer.Find(KnotServer.Program) is null || Dnsperf.Find() is not { } dnsperf)
        {
            Console.WriteLine("dns-records: not measured; it needs knotd and dnsperf (Debian: knot, dnsperf).");
            return [];
        }

        var program = await NativePrograms.ServerAsync();
        await using var small = await DevServer.StartAsync(program);
        await using var large = await DevServer.StartAsync(program);
        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        try
        {
            await FillAsync(small, Few);
            await FillAsync(large, Many);
            await using var smallKnot = await StartKnotAsync(small.Facts.Domain, Few);
            await using var largeKnot = await StartKnotAsync(large.Facts.Domain, Many);
            var fewQueries = await WriteQueriesAsync(folder, small.Facts.Domain, Few);
            var manyQueries = await WriteQueriesAsync(folder, large.Facts.Domain, Many);

            // In turn, so that whatever else the machine does strikes all; a ratio is of two neighbours.
            var (few, many, ratios, theirs) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                few.Add(await dnsperf.MeasureAsync(small.Facts.Dns, fewQueries, Seconds));
                many.Add(await dnsperf.MeasureAsync(large.Facts.Dns, manyQueries, Seconds));
                ratios.Add(many[^1] / few[^1]);
                var their = await dnsperf.MeasureAsync(smallKnot.EndPoint, fewQueries, Seconds);
                theirs.Add(await dnsperf.MeasureAsync(largeKnot.EndPoint, manyQueries, Seconds) / their);
            }

            var beside = ratios.Zip(theirs, (our, their) => our / their).ToList();
            return
            [
                new($"DNS answers a second, {Few} names", Figure.Median(few), "/s"),
                new($"DNS answers a second, {Many} names", Figure.Median(many), "/s"),
                new($"  times those of {Few} names", Figure.Median(ratios), "x"),
                new("  and that, times the same of Knot's", Figure.Median(beside), "x", AtLeast: 0.8) { Judged = Figure.Quantile(beside, 0.75) },
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<KnotServer> StartKnotAsync(string domain, int names)
        => KnotServer.StartAsync(KnotZone.Of(domain, Enumerable.Range(0, names).Select(i => $"host{i} 60 IN A {AddressOf(i)}")));

    /// <summary>In an order of their own, so that names asked one after the other do not lie one after the other; as many for each domain, so that reading them costs the asker the same.</summary>
    private static async Task<string> WriteQueriesAsync(string folder, string domain, int names)
    {
        var order = Enumerable.Range(0, Many).ToArray();
        new Random(names).Shuffle(order);
        var queries = Path.Combine(folder, $"{names}.queries");
        await File.WriteAllLinesAsync(queries, order.Select(i => $"host{i % names}.{domain} A"));
        return queries;
    }

    /// <summary>Gives a server's domain names with an address each.</summary>
    private static async Task FillAsync(DevServer server, int names)
    {
        using var client = ServiceClient.Create(server.Facts);
        foreach (var batch in Enumerable.Range(0, names).Chunk(RecordBatch.MostChanges))
        {
            var changes = new RecordBatch { Changes = [.. batch.Select(i => new RecordChange { Action = RecordAction.Add, Record = RecordOf(server.Facts.Domain, i) })] };
            using var response = await client.PostAsJsonAsync(ServiceRoutes.RecordChanges, changes, ServiceJson.Default.RecordBatch);
            response.EnsureSuccessStatusCode();
            var result = (await response.Content.ReadFromJsonAsync(ServiceJson.Default.RecordBatchResult))!;
            if (result.Results.FirstOrDefault(change => change.Faults is not null)?.Faults is [var fault, ..])
            {
                throw new InvalidOperationException(fault.Message);
            }
        }
    }

    private static RecordValues RecordOf(string domain, int i)
    {
        var address = HostTarget.ToAddress(AddressOf(i));
        return new() { Domain = domain, Name = $"host{i}", Type = RecordType.A, OnlineTarget = address, OfflineTarget = address };
    }

    private static IPAddress AddressOf(int i) => new([203, (byte)(i >> 16), (byte)(i >> 8), (byte)i]);
}
