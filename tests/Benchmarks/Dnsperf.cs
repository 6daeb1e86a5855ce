using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace DNS4Me.Benchmarks;

/// <summary>The program that asks a DNS server as fast as it answers.</summary>
internal sealed partial class Dnsperf
{
    private readonly string _program;

    private Dnsperf(string program) => _program = program;

    /// <summary>Finds it; null when it is not installed.</summary>
    public static Dnsperf? Find() => Peer.Find("dnsperf") is { } program ? new(program) : null;

    /// <summary>The answers a second that a server gives to the questions of a file.</summary>
    public async Task<double> MeasureAsync(IPEndPoint server, string queries, int seconds)
    {
        using var run = Process.Start(new ProcessStartInfo(_program,
            ["-s", server.Address.ToString(), "-p", server.Port.ToString(CultureInfo.InvariantCulture), "-d", queries, "-l", seconds.ToString(CultureInfo.InvariantCulture), "-c", "8"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = run.StandardError.ReadToEndAsync();
        var output = await run.StandardOutput.ReadToEndAsync();
        await error;
        await run.WaitForExitAsync();
        return QueriesPerSecond().Match(output) is { Success: true } match
            ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"dnsperf did not measure: {await error}");
    }

    [GeneratedRegex(@"Queries per second:\s+([0-9.]+)")]
    private static partial Regex QueriesPerSecond();
}
