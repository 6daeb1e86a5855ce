namespace DNS4Me.Benchmarks;

/// <summary>Files a second over HTTP, as a ratio to nginx on the same machine in the same run, the processor time that each takes, and whether memory stays flat.</summary>
internal sealed class WebBenchmark : IBenchmark
{
    private const int Rounds = 7;
    private const int MarkedRounds = 13;
    private const int Seconds = 2;
    private const int ManySeconds = 5;
    private const long WarmedUp = 200_000;
    private const long Many = 1_000_000;

    private static readonly (string Name, int Length)[] Sizes = [("1 KB", 1024), ("10 KB", 10 * 1024), ("1 MB", 1024 * 1024)];

    public string Name => "web";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux() || Peer.Find("nginx") is not { } nginx || Peer.Find("wrk") is not { } wrk)
        {
            Console.WriteLine("web: not measured; it needs nginx and wrk (Debian: nginx-light, wrk).");
            return [];
        }

        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        try
        {
            // nginx's workers are another user, which may not look into a folder that was made for this one alone.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
            var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
            foreach (var (_, length) in Sizes)
            {
                var contents = new byte[length];
                new Random(length).NextBytes(contents);
                await File.WriteAllBytesAsync(Path.Combine(files, FileOf(length)), contents);
            }

            await using var ours = await WebPeer.StartOursAsync(await NativePrograms.WebHostAsync(), files, Path.Combine(folder, "logs"));
            await using var theirs = await WebPeer.StartNginxAsync(nginx, files, folder);
            var load = new Wrk(wrk);
            var figures = new List<Figure>();
            foreach (var (name, length) in Sizes)
            {
                figures.AddRange(await CompareAsync(load, ours, theirs, name, length));
            }

            figures.AddRange(await WatchMemoryAsync(load, ours));
            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string FileOf(int length) => $"{length}.bin";

    /// <summary>In turn, so that whatever else the machine does strikes both; a ratio is of two neighbours.</summary>
    private static async Task<Figure[]> CompareAsync(Wrk load, WebPeer ours, WebPeer theirs, string name, int length)
    {
        var (rates, ratios, times) = (new List<double>(), new List<double>(), new List<double>());
        var isMarked = length == 10 * 1024;
        for (var round = 0; round < (isMarked ? MarkedRounds : Rounds); round++)
        {
            var our = await load.MeasureAsync(ours, FileOf(length), Seconds);
            var their = await load.MeasureAsync(theirs, FileOf(length), Seconds);
            rates.Add(our.Rate);
            ratios.Add(our.Rate / their.Rate);
            times.Add(our.ProcessorTime / their.ProcessorTime);
        }

        return
        [
            new($"Web server, {name} files a second", Figure.Median(rates), "/s"),
            new("  times nginx's", Figure.Median(ratios), "x", AtLeast: isMarked ? 1 : null) { Judged = Figure.Quantile(ratios, 0.75) },
            new("  processor time of each, times nginx's", Figure.Median(times), "x", AtMost: isMarked ? 1.1 : null) { Judged = Figure.Quantile(times, 0.25) },
        ];
    }

    private static async Task<Figure[]> WatchMemoryAsync(Wrk load, WebPeer ours)
    {
        var file = FileOf(10 * 1024);
        var done = 0L;
        while (done < WarmedUp)
        {
            done += (await load.MeasureAsync(ours, file, ManySeconds)).Requests;
        }

        var before = ours.Megabytes;
        while (done < Many)
        {
            done += (await load.MeasureAsync(ours, file, ManySeconds)).Requests;
        }

        return
        [
            new("Web server, resident after 200,000 requests", before, "MB"),
            new("  after a million, times that", ours.Megabytes / before, "x", AtMost: 1.1),
        ];
    }
}
