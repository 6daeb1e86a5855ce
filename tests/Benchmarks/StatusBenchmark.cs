using System.Diagnostics;

namespace DNS4Me.Benchmarks;

/// <summary>A warm Get-DNS4MeStatus with the domains online, against the engine's cheapest cmdlet in the same run.</summary>
internal sealed class StatusBenchmark : IBenchmark
{
    private const int Warmup = 30;
    private const int Samples = 200;

    public string Name => "status";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = await DevServer.StartAsync();
        using var session = new ModuleSession();
        session.Register(server);
        session.Run("Connect-DNS4Me");
        var status = Measure(session, "Get-DNS4MeStatus");
        var bare = Measure(session, "Get-Module");
        return
        [
            new("Get-DNS4MeStatus, warm", status, "ms", AtMost: 10),
            new("  times the engine's own Get-Module", status / bare, "x"),
        ];
    }

    private static double Measure(ModuleSession session, string command)
    {
        for (var i = 0; i < Warmup; i++)
        {
            session.Run(command);
        }

        return Figure.Median(Enumerable.Range(0, Samples).Select(_ =>
        {
            var watch = Stopwatch.StartNew();
            session.Run(command);
            return watch.Elapsed.TotalMilliseconds;
        }));
    }
}
