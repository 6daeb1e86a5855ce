using DNS4Me.Service;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Removes records. It asks for each, unless told otherwise. Source: help file, "Custom DNS", Delete.</summary>
[Cmdlet(VerbsCommon.Remove, "DNS4MeRecord", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(DomainRecord))]
public sealed class RemoveDNS4MeRecordCommand() : NamedRecordCommand(Words.Removed)
{
    /// <inheritdoc/>
    private protected override string Activity => Words.RemovingRecords;

    /// <inheritdoc/>
    private protected override (RecordChange Change, int Size)? ToChange(ICollection<Fault> faults)
    {
        var wish = Read(faults);
        return faults.Count == 0 && ShouldProcess(Words.RecordWith(Describe(wish, wish.All.Name), Data(wish)), Words.RemoveRecord)
            ? (new() { Action = RecordAction.Remove, Id = wish.Id, Record = Condition(wish) }, RecordSize.OfResult(wish.All))
            : null;
    }

    /// <summary>The data that are said to tell the record; those of a piped record are told with it.</summary>
    private IEnumerable<KeyValuePair<string, string>> Data(in Wish wish)
        => InputObject?.BaseObject is DomainRecord ? wish.Given.Data : wish.Piped.Data.Concat(wish.Given.Data);

    /// <summary>What the record must have. With a number the row's data do not matter: the record is that one, whatever has become of its data.</summary>
    private static RecordValues Condition(in Wish wish)
        => wish.Id is null ? wish.All : wish.GivenValues with { Domain = wish.All.Domain, Name = wish.All.Name, Type = wish.All.Type };
}
