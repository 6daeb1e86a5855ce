namespace DNS4Me.Benchmarks;

/// <summary>The zone that Knot serves beside ours.</summary>
internal static class KnotZone
{
    /// <summary>A zone's file by its name.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="records">What it has besides its SOA and its name server, as lines of a zone file.</param>
    public static IReadOnlyDictionary<string, string> Of(string domain, IEnumerable<string> records) => new Dictionary<string, string>
    {
        [domain] = string.Join('\n',
        [
            $"@ 60 IN SOA ns1.{domain}. hostmaster.{domain}. 1 3600 600 86400 60",
            $"@ 60 IN NS ns1.{domain}.",
            "ns1 60 IN A 192.0.2.53",
            .. records,
            "",
        ]),
    };
}
