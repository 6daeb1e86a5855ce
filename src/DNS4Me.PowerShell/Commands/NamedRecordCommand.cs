namespace DNS4Me.PowerShell.Commands;

/// <summary>What Set and Remove share: they say which record by its number, as one from Get-DNS4MeRecord has it, or else by domain, name and type.</summary>
public abstract class NamedRecordCommand : RecordChangeCommand
{
    private protected NamedRecordCommand(string done)
        : base(done)
    {
    }

    /// <summary>The record's number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Id { get; set; }

    /// <inheritdoc/>
    private protected override string? RecordId => Id;

    /// <summary>Reads which record is meant.</summary>
    private protected Wish Read(ICollection<Fault> faults)
    {
        var (piped, given) = (Piped, Given);
        var id = given.ReadId(faults) ?? piped.ReadId(faults);
        var (pipedValues, givenValues) = (piped.Read(faults), given.Read(faults));
        var all = pipedValues.With(givenValues) with { Domain = givenValues.Domain ?? pipedValues.Domain };
        if (id is null)
        {
            all = all with { Name = all.Name ?? "" };
        }

        if (faults.Count == 0)
        {
            Judge(id, all, faults);
        }

        return new(id, all, givenValues, piped, given);
    }

    /// <summary>The record that is meant, as far as it is known.</summary>
    /// <param name="wish">What is said of it.</param>
    /// <param name="name">Its name; null when that is not known.</param>
    private protected string Describe(in Wish wish, string? name)
        => InputObject?.BaseObject is DomainRecord record ? record.ToString()
            : wish.All.Domain is null || (name is null && wish.Id is not null) ? Words.RecordOfId(wish.Id)
            : new RecordValues { Domain = wish.All.Domain, Name = name, Type = wish.All.Type }.ToString();

    private void Judge(long? id, RecordValues all, ICollection<Fault> faults)
    {
        if (IsDefaultRecord)
        {
            faults.Add(Faults.DefaultRecord(new() { Domain = all.Domain ?? "", Name = all.Name ?? "", Type = all.Type ?? RecordType.A }));
            return;
        }

        if (id is null && all.Domain is null)
        {
            faults.Add(Faults.InvalidValue("domain", Words.NoRecordNamed, all.ToString()));
            return;
        }

        foreach (var fault in RecordRules.CheckPart(all))
        {
            faults.Add(fault);
        }
    }

    /// <summary>What a row and the command line say.</summary>
    /// <param name="Id">The record's number.</param>
    /// <param name="All">All that is said.</param>
    /// <param name="GivenValues">What the command line says.</param>
    /// <param name="Piped">The row's cells.</param>
    /// <param name="Given">The command line's cells.</param>
    private protected readonly record struct Wish(long? Id, RecordValues All, RecordValues GivenValues, RecordRow Piped, RecordRow Given);
}
