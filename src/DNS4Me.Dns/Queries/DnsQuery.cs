using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>
/// A query as a server receives it, read without allocation. Its spans are parts of the memory it was read from and of the buffer given
/// to <see cref="Parse"/>, and are good for as long as those are left alone. RFC 1035, section 4.1; RFC 6891, section 6.
/// </summary>
public readonly ref struct DnsQuery
{
    private const int QuestionFixedLength = 4;

    private DnsQuery(
        DnsHeader header,
        ReadOnlySpan<byte> question = default,
        ReadOnlySpan<byte> canonicalName = default,
        bool hasEdns = false,
        DnsEdnsHeader edns = default,
        ReadOnlySpan<byte> ednsOptions = default,
        DnsEdnsFault ednsFault = DnsEdnsFault.None)
    {
        Header = header;
        Question = question;
        CanonicalName = canonicalName;
        HasEdns = hasEdns;
        Edns = edns;
        EdnsOptions = ednsOptions;
        EdnsFault = ednsFault;
    }

    /// <summary>The message's header.</summary>
    public DnsHeader Header { get; }

    /// <summary>The number that the response must repeat.</summary>
    public ushort Id => Header.Id;

    /// <summary>What is asked for.</summary>
    public DnsOpcode Opcode => Header.Opcode;

    /// <summary>RD: the asker wants recursion.</summary>
    public bool RecursionDesired => (Header.Flags & DnsHeaderFlags.RecursionDesired) != 0;

    /// <summary>CD: the asker checks signatures itself.</summary>
    public bool CheckingDisabled => (Header.Flags & DnsHeaderFlags.CheckingDisabled) != 0;

    /// <summary>The flags that every response to this query has: QR, and the query's RD and CD. RFC 1035, section 4.1.1; RFC 4035, section 3.1.6.</summary>
    public DnsHeaderFlags ResponseFlags =>
        DnsHeaderFlags.Response | (Header.Flags & (DnsHeaderFlags.RecursionDesired | DnsHeaderFlags.CheckingDisabled));

    /// <summary>Whether the one question could be read; then a response repeats it, an error response too.</summary>
    public bool HasQuestion => !Question.IsEmpty;

    /// <summary>The question's octets as received: name, type, class.</summary>
    public ReadOnlySpan<byte> Question { get; }

    /// <summary>The name asked for, in wire form, in the case it was received; empty without a question.</summary>
    public ReadOnlySpan<byte> Name => Question[..CanonicalName.Length];

    /// <summary>The name asked for, in wire form, in lower case; it lies in the buffer given to <see cref="Parse"/>.</summary>
    public ReadOnlySpan<byte> CanonicalName { get; }

    /// <summary>The type asked for; 0 without a question.</summary>
    public DnsType Type => HasQuestion ? (DnsType)BinaryPrimitives.ReadUInt16BigEndian(Question[CanonicalName.Length..]) : default;

    /// <summary>The class asked for; 0 without a question.</summary>
    public DnsClass Class => HasQuestion ? (DnsClass)BinaryPrimitives.ReadUInt16BigEndian(Question[(CanonicalName.Length + 2)..]) : default;

    /// <summary>Whether the query has an OPT record; then the response has one too. RFC 6891, section 6.1.1.</summary>
    public bool HasEdns { get; }

    /// <summary>What the (first) OPT record says; all zero when <see cref="HasEdns"/> is <see langword="false"/>.</summary>
    public DnsEdnsHeader Edns { get; }

    /// <summary>The OPT record's options, for <see cref="DnsEdnsOptionReader"/>.</summary>
    public ReadOnlySpan<byte> EdnsOptions { get; }

    /// <summary>What is wrong with the OPT record, when the status is <see cref="DnsQueryStatus.FormErr"/> for its sake.</summary>
    public DnsEdnsFault EdnsFault { get; }

    /// <summary>The longest UDP response that the asker can take: 512 without EDNS, what it says with it, and never below 512. RFC 6891, section 6.2.3.</summary>
    public int UdpPayloadLimit => Math.Max(DnsLimits.MaxPlainUdpLength, (int)Edns.UdpPayloadSize);

    /// <summary>Reads a message that may hold anything.</summary>
    /// <param name="message">The message: a UDP datagram, or a TCP message without its length.</param>
    /// <param name="nameBuffer">Receives the lower-case name; <see cref="DnsLimits.MaxNameLength"/> octets or more.</param>
    /// <param name="query">
    /// What could be read. Its header is good unless the status is <see cref="DnsQueryStatus.Drop"/>, its question when
    /// <see cref="HasQuestion"/>, its EDNS part when <see cref="HasEdns"/>: what an error response needs.
    /// </param>
    /// <returns>What to do with the message.</returns>
    /// <exception cref="ArgumentException"><paramref name="nameBuffer"/> is too short.</exception>
    public static DnsQueryStatus Parse(ReadOnlySpan<byte> message, Span<byte> nameBuffer, out DnsQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nameBuffer.Length, DnsLimits.MaxNameLength, nameof(nameBuffer));
        query = default;
        if (message.Length < DnsLimits.HeaderLength)
        {
            return DnsQueryStatus.Drop;
        }

        var header = DnsHeader.Read(message);
        if ((header.Flags & DnsHeaderFlags.Response) != 0)
        {
            return DnsQueryStatus.Drop;
        }

        query = new DnsQuery(header);
        if (header.Opcode != DnsOpcode.Query)
        {
            return DnsQueryStatus.NotImp;
        }

        var body = message[DnsLimits.HeaderLength..];
        if (Count(message, DnsSection.Question) != 1
            || !WireName.TryGetLength(body, out var nameLength)
            || nameLength + QuestionFixedLength > body.Length)
        {
            return DnsQueryStatus.FormErr;
        }

        WireName.ToLower(body[..nameLength], nameBuffer);
        query = new DnsQuery(header, body[..(nameLength + QuestionFixedLength)], nameBuffer[..nameLength]);
        return query.ReadRecords(message, out query);
    }

    private static int Count(ReadOnlySpan<byte> message, DnsSection section) =>
        BinaryPrimitives.ReadUInt16BigEndian(message[MessageLayout.CountOffset(section)..]);

    private DnsQueryStatus ReadRecords(ReadOnlySpan<byte> message, out DnsQuery query)
    {
        query = this;
        var authorities = Count(message, DnsSection.Authority);

        // Only a question for a zone's changes brings a record along: the SOA it knows. RFC 1995, section 3.
        if (Count(message, DnsSection.Answer) != 0 || authorities > (Type == DnsType.IXFR ? 1 : 0))
        {
            return DnsQueryStatus.FormErr;
        }

        var position = DnsLimits.HeaderLength + Question.Length;
        for (var left = authorities; left > 0; left--)
        {
            if (!QueryRecord.TryRead(message, ref position, out var record) || record.Type == DnsType.OPT)
            {
                return DnsQueryStatus.FormErr;
            }
        }

        for (var left = Count(message, DnsSection.Additional); left > 0; left--)
        {
            if (!QueryRecord.TryRead(message, ref position, out var record))
            {
                return DnsQueryStatus.FormErr;
            }

            if (record.Type == DnsType.OPT)
            {
                query = query.WithOpt(record);
            }
        }

        return position == message.Length ? query.JudgeEdns() : DnsQueryStatus.FormErr;
    }

    private DnsQuery WithOpt(QueryRecord record)
    {
        if (HasEdns)
        {
            return new DnsQuery(Header, Question, CanonicalName, true, Edns, EdnsOptions, DnsEdnsFault.Duplicated);
        }

        var edns = DnsEdnsHeader.FromFields(record.Class, record.TimeToLive);
        var fault = !record.IsAtRoot ? DnsEdnsFault.NotAtRoot
            : edns.Version == DnsEdnsHeader.SupportedVersion && !DnsEdnsOptionReader.IsWellFormed(record.Data) ? DnsEdnsFault.BadOptions
            : DnsEdnsFault.None;
        return new DnsQuery(Header, Question, CanonicalName, true, edns, record.Data, fault);
    }

    private DnsQueryStatus JudgeEdns()
    {
        if (EdnsFault != DnsEdnsFault.None)
        {
            return DnsQueryStatus.FormErr;
        }

        return Edns.Version == DnsEdnsHeader.SupportedVersion ? DnsQueryStatus.Ok : DnsQueryStatus.BadVers;
    }
}
