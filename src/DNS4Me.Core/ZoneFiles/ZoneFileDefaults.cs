namespace DNS4Me.ZoneFiles;

/// <summary>
/// The default records where the service gives them: at the domain itself, at its wildcard, and at every name that exists without records of the kind and
/// without an alias, unless a label begins with an underscore. Elsewhere they would be missing there, since a wildcard does not stand for names that exist (RFC 4592).
/// </summary>
internal sealed class ZoneFileDefaults
{
    private readonly Dictionary<string, List<DomainRecord>> _own = [];
    private readonly SortedSet<string> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = [];
    private readonly HashSet<string> _between = [];

    /// <summary>Takes a default record of a listing.</summary>
    public void Learn(DomainRecord record)
    {
        if (!_own.TryGetValue(record.Name, out var records))
        {
            _own.Add(record.Name, records = []);
            _waiting.Add(record.Name);
        }

        records.Add(record);
    }

    /// <summary>The default records of names that come before <paramref name="name"/> and have nothing else.</summary>
    public IEnumerable<List<DomainRecord>> Before(string name)
    {
        while (_waiting.Count > 0 && string.CompareOrdinal(_waiting.Min, name) < 0)
        {
            yield return Take(_waiting.Min!);
        }
    }

    /// <summary>A name's records and the default ones that it has beside them.</summary>
    public List<DomainRecord> With(List<DomainRecord> records)
    {
        var name = records[0].Name;
        _waiting.Remove(name);
        _written.Add(name);
        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            _between.Add(name.Substring(dot + 1));
        }

        var kinds = new HashSet<bool>(records.Where(record => record.Type is RecordType.A or RecordType.AAAA or RecordType.MX).Select(IsMail));
        return records.Exists(record => record.Type == RecordType.CNAME) ? records : [.. records, .. At(name).Where(record => !kinds.Contains(IsMail(record)))];
    }

    /// <summary>The default records of the names that are left: those that only stand between others, and those of which no other record was seen.</summary>
    public IEnumerable<List<DomainRecord>> Missing()
    {
        while (_waiting.Count > 0)
        {
            yield return Take(_waiting.Min!);
        }

        foreach (var name in _between.Where(name => !_written.Contains(name)).OrderBy(name => name, StringComparer.Ordinal))
        {
            yield return [.. At(name)];
        }
    }

    private List<DomainRecord> Take(string name)
    {
        _waiting.Remove(name);
        _written.Add(name);
        return _own[name];
    }

    private IEnumerable<DomainRecord> At(string name)
        => name.StartsWith("_", StringComparison.Ordinal) || name.Contains("._") ? []
            : _own.TryGetValue(name, out var own) ? own
            : Given().GroupBy(record => record.Type).Select(records => records.First() with { Name = name });

    /// <summary>All default records that were listed: where the user's take their place at the domain itself, those of the wildcard say what they are.</summary>
    private IEnumerable<DomainRecord> Given() => _own.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value);

    private static bool IsMail(DomainRecord record) => record.Type == RecordType.MX;
}
