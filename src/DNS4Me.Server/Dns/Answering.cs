using System.Buffers.Binary;
using System.Net;
using System.Runtime.CompilerServices;
using DNS4Me.Dns;
using DNS4Me.Server.Presence;

namespace DNS4Me.Server.Dns;

/// <summary>The answering of one well-formed query: RFC 1034, section 4.3.2, with the house rules of <see cref="ZoneBuilder"/> in the data.</summary>
internal ref struct Answering
{
    /// <summary>How many aliases in a row are followed.</summary>
    private const int MostAliases = 8;

    private const int MailPriorityLength = sizeof(ushort);
    private const int IPv6Length = 16;

    private readonly ZoneCatalog _zones;
    private readonly ZoneAuthority _authority;
    private readonly RedirectorAddresses _redirector;
    private readonly ServiceMoment _moment;
    private readonly DnsQuery _query;

    public Answering(ZoneCatalog zones, ZoneAuthority authority, RedirectorAddresses redirector, ServiceMoment moment, scoped in DnsQuery query)
    {
        (_zones, _authority, _redirector, _moment) = (zones, authority, redirector, moment);
        _query = query;
    }

    /// <summary>Whether a record that belongs into the response did not fit.</summary>
    public bool Overflowed { get; private set; }

    private static ReadOnlySpan<byte> AnyData => "\u0007RFC8482\0"u8;

    /// <summary>Writes the answer and authority sections.</summary>
    public DnsRcode Write(ref DnsMessageWriter writer)
    {
        var name = _query.CanonicalName;
        var followed = default(FollowedAliases);
        for (var aliases = 0; ; aliases++)
        {
            if (!_zones.TryFind(name, out var match))
            {
                // An alias that leads out of our zones is the resolver's to follow.
                return aliases == 0 ? DnsRcode.Refused : DnsRcode.NoError;
            }

            var relative = name[..match.RootOffset];
            if (!match.Tree.TryFind(relative, out var node))
            {
                WriteSoa(ref writer, DnsSection.Authority, name[match.ZoneOffset..], ZoneAuthority.NegativeTimeToLive);
                return DnsRcode.NXDomain;
            }

            if (node.Alias is not { } alias || _query.Type is DnsType.CNAME or DnsType.ANY)
            {
                WriteNode(ref writer, name, match, node);
                return DnsRcode.NoError;
            }

            if (aliases == MostAliases)
            {
                return DnsRcode.NoError;
            }

            WriteSet(ref writer, name, alias);
            name = alias.Data[0];
            if (IsFollowed(name, followed[..aliases]))
            {
                return DnsRcode.NoError;
            }

            followed[aliases] = alias;
        }
    }

    /// <summary>Whether an alias leads back to a name that was asked for or followed already: a ring, whose records are all written.</summary>
    private readonly bool IsFollowed(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<RecordSet> followed)
    {
        foreach (var alias in followed)
        {
            if (name.SequenceEqual(alias.Data[0]))
            {
                return true;
            }
        }

        return name.SequenceEqual(_query.CanonicalName);
    }

    private void WriteNode(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, ZoneMatch match, ZoneNode node)
    {
        var before = writer.Length;
        if (_query.Type == DnsType.ANY)
        {
            // RFC 8482, section 4.2.
            Put(ref writer, name, DnsType.HINFO, ZoneAuthority.TimeToLive, AnyData);
            return;
        }

        if (match.RootOffset == 0 && match.ZoneOffset == 0)
        {
            WriteApex(ref writer, name);
        }

        if (node.Find(_query.Type) is { } set)
        {
            WriteSet(ref writer, name, set);
        }

        if (match.Domain is not null)
        {
            WriteDomain(ref writer, name, match, node);
        }

        if (writer.Length == before && !Overflowed)
        {
            WriteSoa(ref writer, DnsSection.Authority, name[match.ZoneOffset..], ZoneAuthority.NegativeTimeToLive);
        }
    }

    private void WriteApex(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name)
    {
        if (_query.Type == DnsType.SOA)
        {
            WriteSoa(ref writer, DnsSection.Answer, name, ZoneAuthority.TimeToLive);
        }
        else if (_query.Type == DnsType.NS)
        {
            WriteSet(ref writer, name, _authority.NameServers);
        }
    }

    private void WriteDomain(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, ZoneMatch match, ZoneNode node)
    {
        switch (_query.Type)
        {
            case DnsType.A:
                WriteHosts(ref writer, name, match, node, IPFamily.IPv4);
                break;
            case DnsType.AAAA:
                WriteHosts(ref writer, name, match, node, IPFamily.IPv6);
                break;
            case DnsType.MX when node.HasDefaultMail:
                WriteDefaultMail(ref writer, name, name[match.RootOffset..]);
                break;
        }
    }

    private void WriteHosts(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, ZoneMatch match, ZoneNode node, IPFamily family)
    {
        var context = new HostContext(match.Domain!, name[..match.RootOffset], _moment);
        var redirected = false;
        for (var i = 0; i < node.Hosts.Count && !Overflowed; i++)
        {
            var host = node.Hosts[i];
            if (host.Family != family)
            {
                continue;
            }

            var answer = context.Answer(host);
            if (answer.IsRedirect && !redirected)
            {
                redirected = true;
                WriteRedirector(ref writer, name, context, node, i);
            }
            else if (answer.Kind == HostAnswerKind.Address
                && !(redirected && _redirector.Of(family).Contains(answer.Address!)) && !IsRepeated(context, node, i, answer.Address!))
            {
                PutAddress(ref writer, name, host.TimeToLive, answer.Address!);
            }
        }
    }

    /// <summary>Records whose targets differ can come to one address, the redirector's among them; a set has no duplicates (RFC 2181, section 5).</summary>
    private static bool IsRepeated(in HostContext context, ZoneNode node, int index, IPAddress address)
    {
        for (var i = 0; i < index; i++)
        {
            var earlier = node.Hosts[i];
            if (earlier.Family == address.Family() && context.Answer(earlier) is { Kind: HostAnswerKind.Address } answer && answer.Address!.Equals(address))
            {
                return true;
            }
        }

        return false;
    }

    private void WriteRedirector(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, in HostContext context, ZoneNode node, int index)
    {
        var host = node.Hosts[index];
        var addresses = _redirector.Of(host.Family);
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!IsRepeated(context, node, index, addresses[i]))
            {
                PutAddress(ref writer, name, host.TimeToLive, addresses[i]);
            }
        }
    }

    private void WriteDefaultMail(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<byte> domain)
    {
        Span<byte> data = stackalloc byte[MailPriorityLength + DnsLimits.MaxNameLength];
        BinaryPrimitives.WriteUInt16BigEndian(data, DomainRecord.DefaultMailPriority);
        domain.CopyTo(data[MailPriorityLength..]);
        Put(ref writer, name, DnsType.MX, DomainRecord.DefaultTimeToLive, data[..(MailPriorityLength + domain.Length)]);
    }

    private void WriteSet(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, RecordSet set)
    {
        for (var i = 0; i < set.Data.Count && !Overflowed; i++)
        {
            Put(ref writer, name, set.Type, set.TimeToLive, set.Data[i]);
        }
    }

    private void WriteSoa(ref DnsMessageWriter writer, DnsSection section, scoped ReadOnlySpan<byte> zone, int timeToLive)
        => Overflowed |= !writer.TryWriteRecord(section, zone, DnsType.SOA, DnsClass.IN, timeToLive, _authority.Soa);

    private void PutAddress(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, int timeToLive, IPAddress address)
    {
        Span<byte> data = stackalloc byte[IPv6Length];
        address.TryWriteBytes(data, out var length);
        Put(ref writer, name, address.Family() == IPFamily.IPv4 ? DnsType.A : DnsType.AAAA, timeToLive, data[..length]);
    }

    private void Put(ref DnsMessageWriter writer, scoped ReadOnlySpan<byte> name, DnsType type, int timeToLive, scoped ReadOnlySpan<byte> data)
        => Overflowed |= !writer.TryWriteRecord(DnsSection.Answer, name, type, DnsClass.IN, timeToLive, data);

    [InlineArray(MostAliases)]
    private struct FollowedAliases
    {
        private RecordSet _first;
    }
}
