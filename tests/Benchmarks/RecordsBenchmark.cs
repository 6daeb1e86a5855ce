using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Net;

namespace DNS4Me.Benchmarks;

/// <summary>A table of 10,000 records through Add-DNS4MeRecord, with a service that is 50 ms away. The mark is absolute: it is what was asked for.</summary>
internal sealed class RecordsBenchmark : IBenchmark
{
    private const int Rows = 10_000;
    private const int Runs = 3;
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(50);

    public string Name => "records";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = await DevServer.StartAsync();
        await using var proxy = new DelayingProxy(new(IPAddress.Loopback, server.Facts.Api.Port), RoundTrip);
        using var session = new ModuleSession();
        session.Register(server, proxy.Port);
        var (adding, listing, removing) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run <= Runs; run++)
        {
            adding.Add(Measure(() => session.Pipe(Table(server.Facts.Domain, run), "Add-DNS4MeRecord")));
            IReadOnlyList<PSObject> listed = [];
            listing.Add(Measure(() => listed = session.Run("Get-DNS4MeRecord", ("Domain", server.Facts.Domain))));
            var own = listed.Where(item => item.BaseObject is DomainRecord { IsDefault: false }).ToList();
            if (own.Count != Rows)
            {
                throw new InvalidOperationException($"{own.Count} records were listed after {Rows} were added.");
            }

            removing.Add(Measure(() => session.Pipe(own, "Remove-DNS4MeRecord", ("Confirm", false))));
        }

        // The first run is the warm-up.
        return
        [
            new("Add-DNS4MeRecord, 10,000 rows, 50 ms round trip", Figure.Median(adding.Skip(1)), "ms", AtMost: 2000),
            new("  Get-DNS4MeRecord of them", Figure.Median(listing.Skip(1)), "ms"),
            new("  Remove-DNS4MeRecord of them", Figure.Median(removing.Skip(1)), "ms"),
            new("  Add-DNS4MeRecord, the first time", adding[0], "ms"),
        ];
    }

    private static double Measure(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>Rows as Import-Csv makes them: all of their cells are text, and those of other types are blank.</summary>
    private static List<PSObject> Table(string domain, int run) => [.. Enumerable.Range(0, Rows).Select(i =>
    {
        var row = new PSObject();
        var cells = new (string Name, string Value)[]
        {
            ("Domain", domain), ("Name", string.Create(CultureInfo.InvariantCulture, $"h{run}-{i}")), ("Type", "A"), ("Address", "192.0.2.1"), ("OnlineTarget", ""), ("OfflineTarget", "OfflinePage"),
            ("Priority", ""), ("MailServer", ""), ("CanonicalName", ""), ("Text", ""), ("TimeToLive", "300"),
        };
        foreach (var (name, value) in cells)
        {
            row.Properties.Add(new PSNoteProperty(name, value));
        }

        return row;
    })];
}
