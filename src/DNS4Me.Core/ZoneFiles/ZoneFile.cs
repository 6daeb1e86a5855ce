namespace DNS4Me.ZoneFiles;

/// <summary>What a zone file says.</summary>
public sealed record ZoneFile
{
    /// <summary>The domain, in its stored form.</summary>
    public required string Domain { get; init; }

    /// <summary>The records, in the file's order. They may all stand together.</summary>
    public required IReadOnlyList<ZoneFileRecord> Records { get; init; }

    /// <summary>Every mistake, in the file's order, up to <see cref="ZoneFileReader.MostMistakes"/>. The records are all of the file only when there is none.</summary>
    public required IReadOnlyList<ZoneFileMistake> Mistakes { get; init; }

    /// <summary>What was passed over.</summary>
    public required IReadOnlyList<ZoneFileNotice> Notices { get; init; }
}
