using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Tells which web sites there are: one for each domain of the registration, as last heard from the service, and for each other that was ever set. Source: help file, "Web
/// Server", Domain Properties.
/// </summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeWebSite")]
[OutputType(typeof(WebSiteInfo))]
public sealed class GetDNS4MeWebSiteCommand : DNS4MeCommand
{
    /// <summary>The domains wanted; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(WebSiteCompleter))]
    [DomainNames]
    [SupportsWildcards]
    public string[] Domain { get; set; } = ["*"];

    /// <inheritdoc/>
    private protected override void Process()
    {
        var (sites, domains) = AskIfRunning(AskAsync) ?? Tuple.Create(AgentFiles.ReadSettings(Home).Web.Sites, AgentFiles.ReadDomains(Home));
        var all = domains.Union(sites.Keys.OrderBy(domain => domain, StringComparer.Ordinal)).ToList();
        foreach (var wanted in Domain)
        {
            var pattern = WildcardPattern.Get(NameRules.ToHostName(wanted) ?? wanted, WildcardOptions.IgnoreCase);
            var found = all.Where(pattern.IsMatch).ToList();
            Write(found.Select(domain => WebSiteInfo.Of(domain, sites.TryGetValue(domain, out var site) ? site : null)));
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                WriteError(FaultRecords.ToErrorRecord(Faults.NotFound(wanted)));
            }
        }
    }

    private static async Task<Tuple<IReadOnlyDictionary<string, WebSite>, IReadOnlyList<string>>> AskAsync(AgentConnection agent, CancellationToken cancellation)
    {
        var settings = await agent.GetSettingsAsync(cancellation).ConfigureAwait(false);
        var status = await agent.GetStatusAsync(cancellation).ConfigureAwait(false);
        return Tuple.Create(settings.Web.Sites, status.Domains);
    }
}
