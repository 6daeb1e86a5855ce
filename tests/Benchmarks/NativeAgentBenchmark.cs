using System.Diagnostics;
using System.Globalization;
using DNS4Me.Local;

namespace DNS4Me.Benchmarks;

/// <summary>The agent as a native program: how soon it is ready and how much memory it holds while it idles.</summary>
internal sealed class NativeAgentBenchmark : IBenchmark
{
    private const int Samples = 7;

    public string Name => "native-agent";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("native-agent: measured on Linux alone.");
            return [];
        }

        var program = await PublishAsync();
        var (ready, resident) = (new List<double>(), new List<double>());
        for (var i = 0; i < Samples; i++)
        {
            var home = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
            var watch = Stopwatch.StartNew();
            using var agent = Process.Start(new ProcessStartInfo(program, [AgentProtocol.HomeArgument, home, AgentProtocol.ReasonArgument, nameof(AgentStartReason.Command)])
            {
                RedirectStandardOutput = true,
            })!;
            if (await agent.StandardOutput.ReadLineAsync() != AgentProtocol.ReadyLine)
            {
                throw new InvalidOperationException("The native agent did not start.");
            }

            ready.Add(watch.Elapsed.TotalMilliseconds);
            resident.Add(ResidentMegabytes(agent.Id));
            agent.Kill();
            await agent.WaitForExitAsync();
            Directory.Delete(home, recursive: true);
        }

        return
        [
            new("Native agent, start to ready", Figure.Median(ready), "ms"),
            new("Native agent, resident while idle", Figure.Median(resident), "MB", AtMost: 35),
        ];
    }

    private static async Task<string> PublishAsync()
    {
        var output = Path.Combine(Paths.Root, "out", "native", "Agent");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(Paths.Root, "src", "DNS4Me.Agent"), "--configuration", "Release", "-p:PublishAot=true", "--output", output, "--verbosity", "quiet"]))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, "dns4me-agent") : throw new InvalidOperationException("The agent did not publish as a native program.");
    }

    private static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
