using DNS4Me.Service;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Changes records: what is given, and nothing else. Source: help file, "Custom DNS", Modify.</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeRecord", SupportsShouldProcess = true)]
[OutputType(typeof(DomainRecord))]
public sealed class SetDNS4MeRecordCommand() : NamedRecordCommand(Words.Changed)
{
    /// <inheritdoc/>
    private protected override string Activity => Words.ChangingRecords;

    /// <inheritdoc/>
    private protected override (RecordChange Change, int Size)? ToChange(ICollection<Fault> faults)
    {
        var wish = Read(faults);
        if (faults.Count > 0)
        {
            return null;
        }

        var changes = Changes(wish).ToList();
        var record = Describe(wish, wish.Id is not null && wish.GivenValues.Name is not null ? null : wish.All.Name);
        if (changes.Count == 0)
        {
            faults.Add(Faults.InvalidValue("record", Words.NothingGiven, record));
            return null;
        }

        return ShouldProcess(record, Words.ChangeRecord(changes))
            ? (new() { Action = RecordAction.Set, Id = wish.Id, Record = wish.All }, RecordSize.OfResult(wish.All))
            : null;
    }

    /// <summary>What the command line says, or else the whole of the row; a name beside a number is a new one.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Changes(in Wish wish)
    {
        var given = wish.Given.Data;
        if (wish.Id is not null && wish.GivenValues.Name is { } name)
        {
            given = given.Prepend(new(nameof(DomainRecord.Name), name));
        }

        return given.Any() ? given : wish.Piped.Data;
    }
}
