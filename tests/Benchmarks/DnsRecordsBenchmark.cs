using System.Net;
using System.Net.Http.Json;
using DNS4Me.Service;

namespace DNS4Me.Benchmarks;

/// <summary>Answers a second over UDP from a domain of 100,000 names, as a ratio to a domain of ten in the same run. Every name is asked for.</summary>
internal sealed class DnsRecordsBenchmark : IBenchmark
{
    private const int Rounds = 3;
    private const int Few = 10;
    private const int Many = 100_000;

    public string Name => "dns-records";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux() || Dnsperf.Find() is not { } dnsperf)
        {
            Console.WriteLine("dns-records: not measured; it needs dnsperf (Debian: dnsperf).");
            return [];
        }

        var program = await NativePrograms.ServerAsync();
        await using var small = await DevServer.StartAsync(program);
        await using var large = await DevServer.StartAsync(program);
        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        try
        {
            var fewQueries = await FillAsync(small, Few, folder);
            var manyQueries = await FillAsync(large, Many, folder);
            var (few, many) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                few.Add(await dnsperf.MeasureAsync(small.Dns, fewQueries));
                many.Add(await dnsperf.MeasureAsync(large.Dns, manyQueries));
            }

            return
            [
                new($"DNS answers a second, {Few} names", Figure.Median(few), "/s"),
                new($"DNS answers a second, {Many} names", Figure.Median(many), "/s"),
                new($"  times those of {Few} names", Figure.Median(many) / Figure.Median(few), "x", AtLeast: 0.8),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Gives a server's domain names with an address each, and writes the questions for them.</summary>
    private static async Task<string> FillAsync(DevServer server, int names, string folder)
    {
        using var client = server.CreateClient();
        foreach (var batch in Enumerable.Range(0, names).Chunk(RecordBatch.MostChanges))
        {
            var changes = new RecordBatch { Changes = [.. batch.Select(i => new RecordChange { Action = RecordAction.Add, Record = RecordOf(server.Domain, i) })] };
            using var response = await client.PostAsJsonAsync(ServiceRoutes.RecordChanges, changes, ServiceJson.Default.RecordBatch);
            response.EnsureSuccessStatusCode();
            var result = (await response.Content.ReadFromJsonAsync(ServiceJson.Default.RecordBatchResult))!;
            if (result.Results.FirstOrDefault(change => change.Faults is not null)?.Faults is [var fault, ..])
            {
                throw new InvalidOperationException(fault.Message);
            }
        }

        // In an order of their own, so that names asked one after the other do not lie one after the other.
        var order = Enumerable.Range(0, names).ToArray();
        new Random(names).Shuffle(order);
        var queries = Path.Combine(folder, $"{names}.queries");
        await File.WriteAllLinesAsync(queries, order.Select(i => $"host{i}.{server.Domain} A"));
        return queries;
    }

    private static RecordValues RecordOf(string domain, int i)
    {
        var address = HostTarget.ToAddress(new IPAddress([203, (byte)(i >> 16), (byte)(i >> 8), (byte)i]));
        return new() { Domain = domain, Name = $"host{i}", Type = RecordType.A, OnlineTarget = address, OfflineTarget = address };
    }
}
