namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A real Knot with one zone, at an address of a network of the test's own.</summary>
internal sealed class KnotServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-knot-").FullName;
    private readonly ProgramRun _run;

    private KnotServer(IReadOnlyList<string> under, string address, string zone, string records)
    {
        File.WriteAllText(Path.Combine(_folder, "zone"), records);
        File.WriteAllText(Path.Combine(_folder, "knot.conf"), $"""
            server:
                rundir: "{_folder}"
                listen: {address}@53
            database:
                storage: "{_folder}"
            log:
              - target: stdout
                any: info
            zone:
              - domain: {zone}
                storage: "{_folder}"
                file: zone
            """);
        string[] command = [.. under, "knotd", "-c", Path.Combine(_folder, "knot.conf")];
        _run = ProgramRun.Start(command[0], command[1..]);
    }

    /// <param name="under">What it runs under, such as an entry into a network namespace.</param>
    /// <param name="address">Where it listens, at DNS's own port.</param>
    /// <param name="zone">The zone's name.</param>
    /// <param name="records">The zone's file.</param>
    public static async Task<KnotServer> StartAsync(IReadOnlyList<string> under, string address, string zone, string records)
    {
        Assert.SkipUnless(new[] { "/usr/sbin/knotd", "/sbin/knotd" }.Any(File.Exists), "knotd is not installed");
        var knot = new KnotServer(under, address, zone, records);
        await Eventually.IsTrueAsync(
            () => knot._run.HasExited || knot._run.Lines.Any(line => line.Contains("server started", StringComparison.OrdinalIgnoreCase)), "Knot being there");
        return knot;
    }

    public async ValueTask DisposeAsync()
    {
        await _run.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
