using DNS4Me.Service;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Adds records to the domains. Source: help file, "Custom DNS", Add.</summary>
[Cmdlet(VerbsCommon.Add, "DNS4MeRecord", SupportsShouldProcess = true)]
[OutputType(typeof(DomainRecord))]
public sealed class AddDNS4MeRecordCommand() : RecordChangeCommand(Words.Added)
{
    /// <inheritdoc/>
    private protected override string Activity => Words.AddingRecords;

    /// <inheritdoc/>
    private protected override (RecordChange Change, int Size)? ToChange(ICollection<Fault> faults)
    {
        var (piped, given) = (Piped.Read(faults), Given.Read(faults));
        var values = piped.With(given) with { Domain = given.Domain ?? piped.Domain };
        if (IsDefaultRecord)
        {
            WriteVerbose(Words.DefaultPassedOver(values.ToString()));
            return null;
        }

        if (!IsListed && values is { Name: { } name, Domain: { } domain } && NameRules.RepeatsDomain(name, domain))
        {
            faults.Add(Faults.InvalidValue("name", Words.DomainRepeated(name, domain), name));
        }

        if (faults.Count > 0)
        {
            return null;
        }

        var record = RecordRules.Create(values, out var mistakes);
        foreach (var mistake in mistakes)
        {
            faults.Add(mistake);
        }

        if (record is null || !ShouldProcess(record.ToString(), Words.AddRecord))
        {
            return null;
        }

        var stored = RecordValues.Of(record);
        return (new() { Action = RecordAction.Add, Record = stored }, RecordSize.OfResult(stored));
    }
}
