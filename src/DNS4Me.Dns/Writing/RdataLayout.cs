namespace DNS4Me.Dns;

/// <summary>
/// Where names stand in the data of those types whose names may be compressed: the types of RFC 1035 that we write. Names in any other
/// type's data never are, since a reader that does not know the type could not follow them. RFC 3597, section 4.
/// </summary>
/// <param name="Prefix">The number of octets before the names.</param>
/// <param name="Names">The number of names, one after the other.</param>
/// <param name="Suffix">The number of octets after the names.</param>
internal readonly record struct RdataLayout(int Prefix, int Names, int Suffix)
{
    /// <summary>The layout of a type's data; without names for a type whose data is written as it is.</summary>
    internal static RdataLayout Of(DnsType type) => type switch
    {
        DnsType.NS or DnsType.CNAME => new RdataLayout(0, 1, 0),
        DnsType.MX => new RdataLayout(2, 1, 0),
        DnsType.SOA => new RdataLayout(0, 2, 20),
        _ => default,
    };

    /// <summary>Whether data has this layout exactly.</summary>
    internal bool Matches(ReadOnlySpan<byte> rdata)
    {
        if (rdata.Length < Prefix)
        {
            return false;
        }

        var rest = rdata[Prefix..];
        for (var left = Names; left > 0; left--)
        {
            if (!WireName.TryGetLength(rest, out var length))
            {
                return false;
            }

            rest = rest[length..];
        }

        return rest.Length == Suffix;
    }
}
