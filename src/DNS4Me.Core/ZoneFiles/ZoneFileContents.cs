namespace DNS4Me.ZoneFiles;

/// <summary>What a zone file was found to say so far.</summary>
internal sealed class ZoneFileContents(string domain)
{
    /// <summary>The word for default records among what is passed over.</summary>
    public const string Default = "default";

    /// <summary>The word for records that got the usual time to live for want of another.</summary>
    public const string NoTime = "no time to live";

    private const string Repeated = "repeated";

    private readonly List<ZoneFileRecord> _records = [];
    private readonly List<ZoneFileMistake> _mistakes = [];
    private readonly Dictionary<string, (int Line, int Count)> _passedOver = [];
    private readonly Dictionary<string, List<DomainRecord>> _names = [];
    private readonly HashSet<DomainRecord> _said = [];

    /// <summary>Whether nothing more is to be read.</summary>
    public bool IsFull { get; private set; }

    public void Add(ZoneFileMistake mistake)
    {
        if (_mistakes.Count < ZoneFileReader.MostMistakes)
        {
            _mistakes.Add(mistake);
        }
        else if (!IsFull)
        {
            IsFull = true;
            _mistakes.Add(ZoneFileMistake.At(mistake.Line, mistake.Column, $"There are more than {ZoneFileReader.MostMistakes} mistakes; the rest of the file was not read.", "Look whether it is a zone file at all, correct it, and read it again."));
        }
    }

    public void Add(DomainRecord record, ZoneWord owner)
    {
        if (!_said.Add(RecordSetRules.IdentityOf(record)))
        {
            PassOver(Repeated, owner.Line);
            return;
        }

        if (!_names.TryGetValue(record.Name, out var others))
        {
            _names.Add(record.Name, others = []);
        }

        if (RecordSetRules.Check(record, others) is { } fault)
        {
            Add(ZoneFileMistake.Of(owner.Line, owner.Column, fault));
            return;
        }

        if (_records.Count == RecordSetRules.MostInAccount)
        {
            IsFull = true;
            _mistakes.Add(ZoneFileMistake.Of(owner.Line, owner.Column, Faults.TooManyRecords($"The file has {RecordSetRules.MostInAccount} records up to here", record)));
            return;
        }

        others.Add(record);
        _records.Add(new(owner.Line, record));
    }

    /// <summary>Counts what is passed over or taken as it was not meant, by the type or by one of the words above.</summary>
    public void PassOver(string what, int line)
    {
        _passedOver.TryGetValue(what, out var before);
        _passedOver[what] = (before.Count == 0 ? line : before.Line, before.Count + 1);
    }

    public ZoneFile ToZoneFile() => new()
    {
        Domain = domain,
        Records = _records,
        Mistakes = [.. _mistakes.OrderBy(mistake => mistake.Line).ThenBy(mistake => mistake.Column)],
        Notices = [.. _passedOver.Select(entry => Notice(entry.Key, entry.Value.Line, entry.Value.Count)).OrderBy(notice => notice.Line)],
    };

    private static ZoneFileNotice Notice(string what, int line, int count)
    {
        var records = count == 1 ? "1 record" : FormattableString.Invariant($"{count} records");
        var (says, isRoutine) = what switch
        {
            ZoneTypes.Authority or ZoneTypes.NameServer => ($"{records} of type {what} passed over; the service has its own.", true),
            Default => ($"{records} passed over that the service maintains itself.", true),
            NoTime => ($"{records} without a time to live, and without $TTL before, got {DomainRecord.DefaultTimeToLive} seconds.", false),
            Repeated => ($"{records} passed over, since the file has the same before.", false),
            _ => ($"{records} of type {what} passed over: a signer made them for the zone as it was served before, and the service does not sign.", false),
        };
        return new(line, FormattableString.Invariant($"Line {line}: {says}"), isRoutine);
    }
}
