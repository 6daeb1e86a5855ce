using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DNS4Me.Benchmarks;

/// <summary>The program that asks a web server as fast as it answers, over 64 connections that stay.</summary>
internal sealed partial class Wrk(string program)
{
    private const int Connections = 64;

    /// <summary>Asks for a file.</summary>
    /// <param name="server">Whom to ask.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="seconds">For how long.</param>
    /// <exception cref="InvalidOperationException">An answer was wrong.</exception>
    public async Task<Load> MeasureAsync(WebPeer server, string file, int seconds)
    {
        var before = server.ProcessorTime;
        using var run = Process.Start(new ProcessStartInfo(program,
            ["-t1", string.Create(CultureInfo.InvariantCulture, $"-c{Connections}"), string.Create(CultureInfo.InvariantCulture, $"-d{seconds}s"), string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{server.Port}/{file}")])
        {
            RedirectStandardOutput = true,
        })!;
        var output = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        var (requests, rate) = (Requests().Match(output), Rate().Match(output));
        if (!requests.Success || !rate.Success || output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"wrk did not measure: {output}");
        }

        var count = long.Parse(requests.Groups[1].Value, CultureInfo.InvariantCulture);
        return new(count, double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), (server.ProcessorTime - before) / count);
    }

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();
}

/// <summary>What a server has done.</summary>
/// <param name="Requests">How many requests it has answered.</param>
/// <param name="Rate">How many a second.</param>
/// <param name="ProcessorTime">How much processor time each has taken, in seconds.</param>
internal readonly record struct Load(long Requests, double Rate, double ProcessorTime);
