using DNS4Me.Dns;
using DNS4Me.Server.Presence;

namespace DNS4Me.Server.Dns;

/// <summary>Answers DNS messages from what is in memory, without sockets and without an allocation. Any number of threads may share it.</summary>
public sealed class DnsResponder
{
    private readonly ZoneCatalog _zones;
    private readonly ZoneAuthority _authority;
    private readonly RedirectorAddresses _redirector;
    private readonly ServiceClock _clock;

    /// <summary>A responder for these zones.</summary>
    public DnsResponder(ZoneCatalog zones, ZoneAuthority authority, RedirectorAddresses redirector, ServiceClock clock)
        => (_zones, _authority, _redirector, _clock) = (zones, authority, redirector, clock);

    /// <summary>Answers a message.</summary>
    /// <param name="message">The message, which may hold anything: a UDP datagram, or a TCP message without its length.</param>
    /// <param name="response">Receives the response: <see cref="DnsLimits.MaxPlainUdpLength"/> octets or more.</param>
    /// <param name="overUdp">Whether the transport bounds the response (RFC 6891, section 6.2.5).</param>
    /// <returns>The response's length; 0 for silence.</returns>
    public int Respond(ReadOnlySpan<byte> message, Span<byte> response, bool overUdp)
    {
        Span<byte> nameBuffer = stackalloc byte[DnsLimits.MaxNameLength];
        var status = DnsQuery.Parse(message, nameBuffer, out var query);
        if (status == DnsQueryStatus.Drop)
        {
            return 0;
        }

        var limit = overUdp ? Math.Min(query.UdpPayloadLimit, DnsLimits.DefaultUdpPayloadSize) : response.Length;
        scoped var writer = DnsMessageWriter.StartResponse(response, limit, query, DnsHeaderFlags.None, DnsRcode.NoError);
        writer.Reserve(query.HasEdns ? DnsLimits.OptRecordLength : 0);
        var rcode = Judge(status, query);
        if (rcode == DnsRcode.NoError)
        {
            rcode = Answer(query, ref writer);
        }

        return Finish(query, rcode, ref writer);
    }

    /// <summary>Answers a message whose answering failed.</summary>
    /// <returns>The response's length; 0 for silence.</returns>
    public static int RespondServerFailure(ReadOnlySpan<byte> message, Span<byte> response)
    {
        Span<byte> nameBuffer = stackalloc byte[DnsLimits.MaxNameLength];
        if (DnsQuery.Parse(message, nameBuffer, out var query) == DnsQueryStatus.Drop)
        {
            return 0;
        }

        var writer = DnsMessageWriter.StartResponse(response, query.UdpPayloadLimit, query, DnsHeaderFlags.None, DnsRcode.ServFail);
        return Finish(query, DnsRcode.ServFail, ref writer);
    }

    /// <summary>What can be said without looking at the zones.</summary>
    private static DnsRcode Judge(DnsQueryStatus status, in DnsQuery query) => status switch
    {
        DnsQueryStatus.FormErr => DnsRcode.FormErr,
        DnsQueryStatus.NotImp => DnsRcode.NotImp,
        DnsQueryStatus.BadVers => DnsRcode.BadVers,
        _ when query.Class != DnsClass.IN => DnsRcode.Refused,
        _ when query.Type is DnsType.AXFR or DnsType.IXFR => DnsRcode.Refused,
        _ when query.Type == DnsType.OPT => DnsRcode.FormErr,
        _ => DnsRcode.NoError,
    };

    private DnsRcode Answer(in DnsQuery query, ref DnsMessageWriter writer)
    {
        var question = writer.Mark();
        var answering = new Answering(_zones, _authority, _redirector, _clock.Now, query);
        var rcode = answering.Write(ref writer);
        if (answering.Overflowed)
        {
            // Part of an answer is worth nothing to a resolver: it asks again over TCP anyway.
            writer.Rewind(question);
            writer.SetFlags(DnsHeaderFlags.Truncated);
        }

        if (rcode != DnsRcode.Refused)
        {
            writer.SetFlags(DnsHeaderFlags.AuthoritativeAnswer);
        }

        return rcode;
    }

    private static int Finish(in DnsQuery query, DnsRcode rcode, ref DnsMessageWriter writer)
    {
        writer.SetRcode(rcode);
        if (query.HasEdns)
        {
            writer.TryWriteOpt(DnsLimits.DefaultUdpPayloadSize, query.Edns.Flags & DnsEdnsFlags.DnssecOk);
        }

        return writer.Length;
    }
}
