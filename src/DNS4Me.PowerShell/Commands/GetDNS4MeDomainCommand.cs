using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells which domains the registration entitles to administer, and what their names answer now.</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeDomain")]
[OutputType(typeof(DomainInfo))]
public sealed class GetDNS4MeDomainCommand : DNS4MeCommand
{
    /// <summary>The names wanted; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    private protected override void Process()
    {
        var domains = Ask((agent, cancellation) => agent.GetDomainsAsync(cancellation));
        foreach (var name in Name)
        {
            // A closing dot is how DNS writes a full name.
            var pattern = WildcardPattern.Get(name.TrimEnd('.'), WildcardOptions.IgnoreCase);
            var found = domains.Where(domain => pattern.IsMatch(domain.Name)).ToList();
            Write(found);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(FaultRecords.ToErrorRecord(Faults.NotFound(name)));
            }
        }
    }
}
