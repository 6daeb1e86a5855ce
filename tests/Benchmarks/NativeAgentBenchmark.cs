using System.Diagnostics;
using System.Globalization;
using DNS4Me.Local;

namespace DNS4Me.Benchmarks;

/// <summary>The agent as a native program: how soon it is ready, and how much memory it holds while it keeps the domains online.</summary>
internal sealed class NativeAgentBenchmark : IBenchmark
{
    private const int Samples = 7;

    /// <summary>
    /// Pages of the program's file are counted as they are mapped, of which it has more since it holds the web server too: 2.5 MB, though that does not run here. The libraries
    /// of ICU and OpenSSL take 9 MB, what it has allocated 11.
    /// </summary>
    private const double MostOnline = 38;

    public string Name => "native-agent";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            Console.WriteLine("native-agent: measured on Linux alone.");
            return [];
        }

        var program = await NativePrograms.AgentAsync();
        await using var server = await DevServer.StartAsync();
        var (ready, idle, online) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < Samples; i++)
        {
            using var session = new ModuleSession();
            var watch = Stopwatch.StartNew();
            using var agent = await StartAsync(program, session.Home);
            ready.Add(watch.Elapsed.TotalMilliseconds);
            idle.Add(ResidentMegabytes(agent.Id));

            // The session finds this agent at its home, and starts no other.
            session.Register(server);
            session.Run("Connect-DNS4Me");
            online.Add(ResidentMegabytes(agent.Id));
        }

        return
        [
            new("Native agent, start to ready", Figure.Median(ready), "ms"),
            new("Native agent, resident once ready", Figure.Median(idle), "MB", AtMost: 35),
            new("Native agent, resident while online", Figure.Median(online), "MB", AtMost: MostOnline),
        ];
    }

    private static async Task<Process> StartAsync(string program, string home)
    {
        var agent = Process.Start(new ProcessStartInfo(program, [AgentProtocol.HomeArgument, home, AgentProtocol.ReasonArgument, nameof(AgentStartReason.Command)])
        {
            RedirectStandardOutput = true,
        })!;
        return await agent.StandardOutput.ReadLineAsync() == AgentProtocol.ReadyLine ? agent : throw new InvalidOperationException("The native agent did not start.");
    }

    private static double ResidentMegabytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
    }
}
