using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Lists the records of the domains, the default ones included, with what they come to. Source: help file, "Custom DNS".</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeRecord")]
[OutputType(typeof(DomainRecord))]
public sealed class GetDNS4MeRecordCommand : RecordCommand
{
    /// <summary>How many pages may be on their way to the pipeline: one is fetched while the other is written.</summary>
    private const int MostPages = 2;

    /// <summary>The domains; wildcards are allowed. None: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    [DomainNames]
    [SupportsWildcards]
    [AllowEmptyCollection]
    public string[] Domain { get; set; } = [];

    /// <summary>The name below the domain: empty for the domain itself, <c>*</c> for the wildcard record, which is a name like any other.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(RecordNameCompleter))]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    /// <summary>The types; none: all.</summary>
    [Parameter(Position = 2)]
    [BlankIsNull]
    [AllowNull]
    public RecordType[]? Type { get; set; }

    /// <summary>Whether the current data are to be those of now, or those while online or offline.</summary>
    [Parameter]
    public RecordMoment At { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (Domain.Length == 0)
        {
            Await(cancellation => ListAsync(null, cancellation));
        }

        foreach (var domain in Domain.SelectMany(Matching))
        {
            try
            {
                Await(cancellation => ListAsync(domain, cancellation));
            }
            catch (DNS4MeException e) when (e.Fault.Code is FaultCode.NotFound or FaultCode.InvalidValue)
            {
                WriteError(FaultRecords.ToErrorRecord(e.Fault));
            }
        }
    }

    private IEnumerable<string> Matching(string domain)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(domain))
        {
            return [domain];
        }

        var pattern = WildcardPattern.Get(domain.TrimEnd('.'), WildcardOptions.IgnoreCase);
        return Ask((agent, cancellation) => agent.GetDomainsAsync(cancellation)).Select(entitled => entitled.Name).Where(pattern.IsMatch);
    }

    private async Task<bool> ListAsync(string? domain, CancellationToken cancellation)
    {
        var query = Query(domain);
        var agent = await OpenAsync(cancellation).ConfigureAwait(false);
        using var room = new SemaphoreSlim(MostPages);
        RecordPage page;
        do
        {
            await room.WaitAsync(cancellation).ConfigureAwait(false);
            page = await agent.GetRecordsAsync(query, cancellation).ConfigureAwait(false);
            var records = Type is { Length: > 1 } types ? [.. page.Records.Where(record => types.Contains(record.Type))] : page.Records;
            OnPipeline(() =>
            {
                Write(records);
                room.Release();
            });
            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        // The last pages may still be on their way.
        for (var i = 0; i < MostPages; i++)
        {
            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>The service lists one type or all.</summary>
    private RecordType? OneType => Type is { Length: 1 } types ? types[0] : null;

    private RecordQuery Query(string? text)
    {
        if (text is null)
        {
            return new() { Name = IsGiven(nameof(Name)) ? NameOf("") : null, Type = OneType, At = At };
        }

        var domain = NameRules.ToHostName(text) ?? throw new DNS4MeException(Faults.InvalidValue("domain", Words.NotADomain(text), text));
        return new() { Domain = domain, Name = IsGiven(nameof(Name)) ? NameOf(domain) : null, Type = OneType, At = At };
    }

    private string NameOf(string domain)
        => NameRules.ToRecordName(Name, domain) ?? throw new DNS4MeException(Faults.InvalidValue("name", Words.NotARecordName(Name), Name));
}
