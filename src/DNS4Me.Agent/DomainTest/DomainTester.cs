using System.Net;
using DNS4Me.Dns;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.DomainTest;

/// <summary>Finds out what the world sees of a domain: asks its authoritative servers for every record, and compares with what the service says should be.</summary>
/// <param name="agent">Knows the records.</param>
/// <param name="delegation">Finds the servers.</param>
/// <param name="time">The clock of the waits.</param>
internal sealed class DomainTester(IAgentApi agent, Delegation delegation, TimeProvider time)
{
    /// <summary>How many records a page has, and a few more where a set would be cut: what they come to at all servers has to fit into a line.</summary>
    private const int PageSize = 100;

    private const int MostGivenServers = 16;
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);

    /// <summary>Tests a page of records.</summary>
    /// <exception cref="DNS4MeException">The request is not allowed, the service does not know the domain, or its servers cannot be found.</exception>
    public async Task<DomainTestResult> TestAsync(DomainTestRequest request, IProgress<ProgressNote> progress, CancellationToken cancellation)
    {
        var name = NameRules.ToHostName(request.Domain) ?? throw Invalid("domain", $"'{request.Domain}' is not a domain's name.", request.Domain);
        if (request.Timeout <= TimeSpan.Zero || request.Timeout > LongestTimeout)
        {
            throw Invalid("timeoutSeconds", $"The time to wait must be more than zero and at most {LongestTimeout.TotalSeconds:0} seconds.");
        }

        IReadOnlyList<Authority>? given = request.Servers is null ? null : ReadServers(request.Servers);
        using var deadline = new CancellationTokenSource(request.Timeout, time);
        var domain = DnsName.Parse(name);
        progress.Report(new() { Activity = "Asking the service what should be." });
        var (records, next) = await WithinAsync(token => PageAsync(name, request.After, token)).ConfigureAwait(false);
        var redirector = await WithinAsync(token => RedirectorAsync(name, records, token)).ConfigureAwait(false);
        if (given is null)
        {
            progress.Report(new() { Activity = $"Following the delegation of {name}." });
            given = await WithinAsync(token => delegation.FindAsync(domain, token)).ConfigureAwait(false);
        }

        var sets = records.GroupBy(record => (record.Name, record.Type)).Select(set => new ExpectedSet([.. set], redirector)).ToList();
        var (asked, all) = (0, sets.Count * given.Count);
        var tests = given.Select(server => new ServerTest(domain, server, time, deadline.Token)).ToList();
        var found = await Task.WhenAll(tests.Select(test => test.RunAsync(sets, Asked, cancellation))).ConfigureAwait(false);
        return new()
        {
            Checks = [.. request.After is null ? Serials(name, given, tests) : [], .. found.SelectMany(checks => checks)],
            Servers = [.. given.Select(server => server.ToString())],
            Next = next,
        };

        void Asked() => progress.Report(new() { Activity = $"{Interlocked.Increment(ref asked)} of {all} answers from {given.Count} servers." });

        async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
            try
            {
                return await work(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                throw new DNS4MeException(Faults.TimedOut(request.Timeout), e);
            }
        }
    }

    /// <summary>A page of records that ends where a set does.</summary>
    private async Task<(IReadOnlyList<DomainRecord> Records, string? Next)> PageAsync(string domain, string? after, CancellationToken cancellation)
    {
        var query = new RecordQuery { Domain = domain, After = after, Max = PageSize };
        var page = await agent.GetRecordsAsync(query, cancellation).ConfigureAwait(false);
        var records = page.Records.ToList();
        while (page.Next is { } next)
        {
            page = await agent.GetRecordsAsync(query with { After = next, Max = 1 }, cancellation).ConfigureAwait(false);
            if (page.Records is not [var one] || one.Name != records[^1].Name || one.Type != records[^1].Type)
            {
                return (records, next);
            }

            records.Add(one);
        }

        return (records, null);
    }

    /// <summary>The redirector's addresses, which the service tells where the domain itself leads there.</summary>
    private async Task<IReadOnlyList<IPAddress>> RedirectorAsync(string domain, IReadOnlyList<DomainRecord> records, CancellationToken cancellation)
    {
        var hosts = records.Where(record => record.Name.Length == 0 && record.Type is (RecordType.A or RecordType.AAAA)).ToList();
        if (hosts.Count == 0 || !hosts.TrueForAll(record => !string.IsNullOrEmpty(record.CurrentData) && !AddressText.TryParse(record.CurrentData, out _)))
        {
            return [];
        }

        var domains = await agent.GetDomainsAsync(cancellation).ConfigureAwait(false);
        return domains.FirstOrDefault(info => info.Name == domain)?.Addresses ?? [];
    }

    /// <summary>Servers with different serials may answer alike all the same, so that this is told and not judged.</summary>
    private static IEnumerable<DomainCheck> Serials(string domain, IReadOnlyList<Authority> servers, List<ServerTest> tests)
    {
        var known = tests.Select(test => test.Serial).OfType<uint>().Distinct().ToList();
        if (known.Count == 0)
        {
            return [];
        }

        // RFC 1982: of two serials the one ahead by less than half the circle is the newer.
        var newest = known.Aggregate((a, b) => (int)(b - a) > 0 ? b : a);
        return servers.Zip(tests).Where(pair => pair.Second.Serial is not null).Select(pair => new DomainCheck
        {
            Domain = domain,
            Name = "",
            Type = DnsType.SOA.ToText(),
            Expected = $"serial {newest}",
            Actual = $"serial {pair.Second.Serial}",
            Server = pair.First.ToString(),
            Reason = pair.Second.Serial == newest ? null : "The server's copy of the zone bears another serial number than that of other servers.",
        });
    }

    private static List<Authority> ReadServers(IReadOnlyList<string> texts)
    {
        if (texts.Count is 0 or > MostGivenServers)
        {
            throw Invalid("servers", $"Between 1 and {MostGivenServers} servers can be asked.");
        }

        return [.. texts.Select(Read).Distinct()];
    }

    /// <summary>Reads an address with or without a port, or what <see cref="Authority.ToString"/> made of a server that was found.</summary>
    private static Authority Read(string text)
    {
        var name = text.EndsWith(')') && text.IndexOf(" (", StringComparison.Ordinal) is > 0 and var found ? text[..found] : null;
        var endPoint = ReadEndPoint(name is null ? text : text[(name.Length + 2)..^1]);
        return endPoint is null
            ? throw Invalid("servers", $"'{text}' is neither an address nor an address with a port, as 192.0.2.1:5353 or [2001:db8::1]:5353.", text)
            : new(name, endPoint);
    }

    private static IPEndPoint? ReadEndPoint(string text)
    {
        if (AddressText.TryParse(text, out var address))
        {
            return new(address!, ResolveRequest.DefaultPort);
        }

        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? "" : text[..colon];
        if (host is ['[', .., ']'])
        {
            host = host[1..^1];
        }
        else if (host.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        return AddressText.TryParse(host, out address) && int.TryParse(text[(colon + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var port) && PortRules.IsValid(port)
            ? new(address!, port)
            : null;
    }

    private static DNS4MeException Invalid(string field, string message, string? target = null) => new(Faults.InvalidValue(field, message, target));
}
