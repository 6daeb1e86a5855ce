using System.Collections.Frozen;

namespace DNS4Me.Agent.Web;

/// <summary>Which site answers for which name: unchanging, and replaced whole. Source of the rule: help file, "Web Server", Primary (default) domain.</summary>
/// <typeparam name="TSite">What a site is.</typeparam>
internal sealed class SiteTable<TSite>
    where TSite : class
{
    private readonly FrozenDictionary<string, TSite?> _listed;

    /// <param name="sites">The domains that are listed, each with its site, or null if it has none: it is not enabled.</param>
    /// <param name="primary">The site for names that are not listed; null for none.</param>
    public SiteTable(IEnumerable<KeyValuePair<string, TSite?>> sites, TSite? primary)
        => (_listed, Primary) = (sites.ToFrozenDictionary(StringComparer.Ordinal), primary);

    /// <summary>The site for names that are not listed; null for none.</summary>
    public TSite? Primary { get; }

    /// <summary>The sites that are enabled.</summary>
    public IEnumerable<TSite> Sites => _listed.Values.OfType<TSite>();

    /// <summary>
    /// The site of a name. A listed domain is answered by its own site or by none; any other name by the primary site; without one, by the site of the nearest domain
    /// that the name lies below.
    /// </summary>
    /// <param name="name">The name as <see cref="Http.HostName.Read"/> gives it; null for an address.</param>
    public TSite? Find(string? name)
    {
        if (name is null)
        {
            return Primary;
        }

        if (_listed.TryGetValue(name, out var site))
        {
            return site;
        }

        if (Primary is not null)
        {
            return Primary;
        }

        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (_listed.TryGetValue(name[(dot + 1)..], out site) && site is not null)
            {
                return site;
            }
        }

        return null;
    }
}
