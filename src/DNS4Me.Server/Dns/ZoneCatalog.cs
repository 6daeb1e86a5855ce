using DNS4Me.Dns;
using DNS4Me.Server.State;

namespace DNS4Me.Server.Dns;

/// <summary>Everything that the server is an authority for, found by name without an allocation.</summary>
public sealed class ZoneCatalog
{
    private readonly Dictionary<byte[], ServiceZone> _zones;
    private readonly Dictionary<byte[], ServiceZone>.AlternateLookup<ReadOnlySpan<byte>> _zonesBySpan;
    private readonly ServiceDirectory _directory;
    private readonly int _mostZoneLabels;

    /// <summary>The service's own zones and the accounts' domains.</summary>
    public ZoneCatalog(IReadOnlyCollection<ServiceZone> zones, ServiceDirectory directory)
    {
        _directory = directory;
        _zones = zones.ToDictionary(zone => zone.Name.Wire.ToArray(), WireNameComparer.Canonical);
        _zonesBySpan = _zones.GetAlternateLookup<ReadOnlySpan<byte>>();
        _mostZoneLabels = zones.Max(zone => zone.Name.LabelCount);
    }

    /// <summary>Finds the domain or service zone that a name lies in: the longest that encloses it.</summary>
    /// <param name="canonicalName">The name in wire form, in lower case.</param>
    /// <param name="match">Where it belongs, when the method returns <see langword="true"/>.</param>
    /// <returns>False when the server is no authority for the name.</returns>
    public bool TryFind(ReadOnlySpan<byte> canonicalName, out ZoneMatch match)
    {
        var labels = WireName.CountLabels(canonicalName);
        var most = Math.Max(_mostZoneLabels, _directory.MostLabels);
        for (var offset = 0; labels > 0; labels--, offset += canonicalName[offset] + 1)
        {
            if (labels > most)
            {
                continue;
            }

            var suffix = canonicalName[offset..];
            if (_directory.TryFind(suffix, out var domain))
            {
                match = new(domain.Zone, domain, offset, offset + domain.ZoneOffset);
                return true;
            }

            if (_zonesBySpan.TryGetValue(suffix, out var zone))
            {
                match = new(zone.Tree, null, offset, offset);
                return true;
            }
        }

        match = default;
        return false;
    }
}
