namespace DNS4Me.ZoneFiles;

/// <summary>
/// Reads zone files as BIND does: RFC 1035, section 5; RFC 2308, section 4, for <c>$TTL</c>; RFC 3597 for data in hexadecimal. Every mistake is found,
/// each with its place. The SOA and NS records of the domain itself, and what a signer made, are passed over: they are the service's affair.
/// </summary>
/// <remarks>
/// What it holds is bounded by <see cref="RecordSetRules.MostInAccount"/> records, <see cref="MostMistakes"/> mistakes and one entry of
/// <see cref="ZoneEntryReader.LongestEntry"/> characters, however long the text is.
/// </remarks>
public sealed class ZoneFileReader
{
    /// <summary>The most mistakes that are told. After them nothing more is read.</summary>
    public const int MostMistakes = 1_000;

    private const string OriginDirective = "$ORIGIN";
    private const string TimeDirective = "$TTL";
    private const string IncludeDirective = "$INCLUDE";
    private const string GenerateDirective = "$GENERATE";

    private readonly string _domain;
    private readonly ZoneEntryReader _entries;
    private readonly ZoneFileContents _contents;
    private string _origin;
    private int? _timeToLive;
    private int? _lastTimeToLive;
    private ZoneWord? _ownerWord;
    private string? _owner;

    private ZoneFileReader(TextReader text, string domain, CancellationToken cancellation)
    {
        _domain = _origin = domain;
        _entries = new(text, cancellation);
        _contents = new(domain);
    }

    /// <summary>Reads a zone file.</summary>
    /// <param name="text">The text. A byte order mark is passed over.</param>
    /// <param name="domain">The domain whose records it has, which is the origin of relative names until the file names another.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="DNS4MeException">The domain is not a domain's name.</exception>
    public static ZoneFile Read(TextReader text, string domain, CancellationToken cancellation = default)
        => new ZoneFileReader(
            text,
            NameRules.ToHostName(domain) ?? throw new DNS4MeException(Faults.InvalidValue("domain", $"'{domain}' is not a domain's name.", domain)),
            cancellation).Read();

    private ZoneFile Read()
    {
        while (!_contents.IsFull && _entries.Next() is { } entry)
        {
            try
            {
                Read(entry);
            }
            catch (ZoneSyntaxException e)
            {
                _contents.Add(e.Mistake);
            }
        }

        return _contents.ToZoneFile();
    }

    private void Read(ZoneEntry entry)
    {
        entry.Mistakes.ForEach(_contents.Add);
        var words = new ZoneCursor(entry.Words, entry.Line);
        if (words.Peek is not { } first)
        {
            if (entry is { Remark: { } alone, Mistakes.Count: 0 })
            {
                ReadRemark(alone);
            }

            return;
        }

        if (!entry.StartsBlank && first is { IsQuoted: false } && first.Text[0] == '$')
        {
            ReadDirective(words);
            return;
        }

        if (!entry.StartsBlank)
        {
            TakeOwner(words.Next("an owner"));
        }

        if (entry.Mistakes.Count == 0)
        {
            ReadRecord(entry, words, first);
        }
    }

    private void ReadDirective(ZoneCursor words)
    {
        var name = words.Next("a directive");
        switch (name.Text.ToUpperInvariant())
        {
            case OriginDirective:
                _origin = ZoneNames.Read(words.Next("a name"), _origin);
                break;
            case TimeDirective:
                _timeToLive = ZoneTimes.Read(words.Next("a time to live"));
                break;
            case IncludeDirective or GenerateDirective:
                throw name.Mistake(
                    $"{name.Shown} is not carried out: {(name.Is(IncludeDirective) ? "what other files hold must stand in this one" : "the records that it stands for must be written out")}.",
                    $"Have it carried out by 'named-compilezone -o plain.zone {_domain} <file>' and read plain.zone.");
            default:
                throw name.Mistake($"{name.Shown} is no directive: there are {OriginDirective} and {TimeDirective}.");
        }

        words.ExpectEnd();
    }

    private void TakeOwner(ZoneWord word)
    {
        (_ownerWord, _owner) = (word, null);
        _owner = ZoneNames.Read(word, _origin);
    }

    private void ReadRecord(ZoneEntry entry, ZoneCursor words, ZoneWord first)
    {
        if (_owner is null)
        {
            throw _ownerWord is { } bad
                ? first.Mistake($"The line begins with a blank, so that it belongs to {bad.Shown} on line {bad.Line}, which is no name.")
                : first.Mistake("The line begins with a blank, which stands for the name of the entry before, and there is none.", "Begin the line with a name and read the file again.");
        }

        var given = ReadTimeAndClass(words);
        var word = words.NextBare("a type");
        var type = ZoneTypes.NameOf(word);
        var isRoot = string.Equals(_owner, _domain, StringComparison.OrdinalIgnoreCase);
        var name = NameOf(_owner, entry.StartsBlank ? first : _ownerWord!);
        if (type == ZoneTypes.Authority && isRoot)
        {
            ReadAuthority(words, given, entry.Line);
        }
        else if ((type == ZoneTypes.NameServer && isRoot) || ZoneTypes.Signing.Contains(type))
        {
            _ = TimeOf(given, entry.Line);
            _contents.PassOver(type, entry.Line);
        }
        else if (type == ZoneTypes.NameServer)
        {
            throw word.Mistake($"'{_owner}' is delegated to other name servers here, which DNS4Me cannot do.", "Remove the NS records below the domain and the records of the names that they delegate, and read the file again.");
        }
        else
        {
            var values = ZoneData.Read(ZoneTypes.TypeOf(word), words, _origin);
            var remark = entry.Remark is null ? new() : ReadRemarkOf(values, entry.Remark);
            var timeToLive = TimeOf(given, entry.Line);
            if (remark.IsDefault)
            {
                _contents.PassOver(ZoneFileContents.Default, entry.Line);
                return;
            }

            Add(values with { Name = name, TimeToLive = timeToLive, OnlineTarget = remark.Online ?? values.OnlineTarget, OfflineTarget = remark.Offline }, first, word);
        }
    }

    /// <summary>A host record without an address, in a comment of its own.</summary>
    private void ReadRemark(ZoneWord remark)
    {
        var words = new ZoneCursor(ZoneRemark.Words(remark), remark.Line);
        var owner = words.Next("an owner");
        var name = NameOf(ZoneNames.Read(owner, _origin), owner);
        var given = ReadTimeAndClass(words);
        var word = words.Next("a type");
        var type = ZoneTypes.TypeOf(word);
        var targets = ZoneRemark.Read(words.Rest());
        if (!RecordRules.Has(type, "onlineTarget") || targets.IsDefault || targets.Online is null)
        {
            throw word.Mistake($"A remark '; {ZoneRemark.Marker}' on a line of its own is a host record, A or AAAA, with 'online=' and a target.");
        }

        Add(new() { Type = type, Name = name, TimeToLive = TimeOf(given, remark.Line), OnlineTarget = targets.Online, OfflineTarget = targets.Offline }, owner, word);
    }

    private static ZoneRemark ReadRemarkOf(RecordValues values, ZoneWord remark)
    {
        var read = ZoneRemark.Read(ZoneRemark.Words(remark));
        return RecordRules.Has(values.Type!.Value, "onlineTarget") || (read.Online ?? read.Offline) is null
            ? read
            : throw remark.Mistake($"Only host records have targets, not a {values.Type} record.");
    }

    private void Add(RecordValues values, ZoneWord owner, ZoneWord type)
    {
        var record = RecordRules.Create(values with { Domain = _domain }, out var faults);
        foreach (var fault in faults)
        {
            var place = fault.Field == "name" ? owner : type;
            _contents.Add(ZoneFileMistake.Of(place.Line, place.Column, fault));
        }

        if (record is not null)
        {
            _contents.Add(record, owner);
        }
    }

    /// <summary>A name below the domain.</summary>
    /// <exception cref="ZoneSyntaxException">It is not, or is none that a record can have.</exception>
    private string NameOf(string owner, ZoneWord word)
    {
        if (NameRules.ToRecordName(owner + ZoneNames.Root, _domain) is { } name)
        {
            return name;
        }

        throw string.Equals(owner, _domain, StringComparison.OrdinalIgnoreCase) || owner.EndsWith("." + _domain, StringComparison.OrdinalIgnoreCase)
            ? word.Mistake($"'{owner}' is not a name that a record can have: labels of at most {NameRules.LongestLabel} letters, digits, hyphens and underscores, '{NameRules.Wildcard}' only as the first of them.")
            : word.Mistake($"'{owner}' is not in the domain '{_domain}'.", $"Remove the record, correct {OriginDirective} or the name, or read the file for another domain.");
    }

    /// <summary>The time to live and the class, each of which may be missing, in either order.</summary>
    /// <returns>The time to live; null when it is missing.</returns>
    private static int? ReadTimeAndClass(ZoneCursor words)
    {
        int? time = null;
        var hasClass = false;
        while (words.Peek is { } word)
        {
            if (time is null && ZoneTimes.MayBe(word))
            {
                time = ZoneTimes.Read(word);
            }
            else if (!hasClass && ZoneClasses.Is(word))
            {
                ZoneClasses.ExpectInternet(word);
                hasClass = true;
            }
            else
            {
                break;
            }

            _ = words.Next("a type");
        }

        return time;
    }

    /// <summary>A time that was given, else <c>$TTL</c>'s, else the last one given (RFC 1035, section 5.1), else the SOA record's last number (RFC 2308, section 4).</summary>
    private int TimeOf(int? given, int line)
    {
        if (given is not null)
        {
            _lastTimeToLive = given;
        }
        else if ((_timeToLive ?? _lastTimeToLive) is null)
        {
            _contents.PassOver(ZoneFileContents.NoTime, line);
        }

        return given ?? _timeToLive ?? _lastTimeToLive ?? DomainRecord.DefaultTimeToLive;
    }

    private void ReadAuthority(ZoneCursor words, int? given, int line)
    {
        _ = ZoneNames.Read(words.Next("a name server"), _origin);
        _ = words.NextBare("a mailbox");
        _ = words.NextBare("a serial number");
        var minimum = 0;
        foreach (var what in (string[])["a refresh time", "a retry time", "an expiry time", "a minimum time"])
        {
            minimum = ZoneTimes.Read(words.Next(what));
        }

        words.ExpectEnd();
        if ((given ?? _timeToLive ?? _lastTimeToLive) is null)
        {
            _timeToLive = minimum;
        }

        _ = TimeOf(given, line);
        _contents.PassOver(ZoneTypes.Authority, line);
    }
}
