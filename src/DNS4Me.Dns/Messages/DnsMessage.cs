using System.Buffers;
using System.Security.Cryptography;

namespace DNS4Me.Dns;

/// <summary>
/// A whole message: for whoever asks, tests and transfers. Servers answer with <see cref="DnsQuery"/> and <see cref="DnsMessageWriter"/>,
/// which allocate nothing. RFC 1035, section 4.1.
/// </summary>
public sealed class DnsMessage
{
    /// <summary>The number that pairs a response with its query.</summary>
    public ushort Id { get; init; }

    /// <summary>What is asked for.</summary>
    public DnsOpcode Opcode { get; init; }

    /// <summary>The header's flags.</summary>
    public DnsHeaderFlags Flags { get; init; }

    /// <summary>The response code, the part that travels in the OPT record included. RFC 6891, section 6.1.3.</summary>
    public DnsRcode Rcode { get; init; }

    /// <summary>The questions; in an update the zone.</summary>
    public IReadOnlyList<DnsQuestion> Questions { get; init; } = [];

    /// <summary>The answers; in an update the prerequisites.</summary>
    public IReadOnlyList<DnsResourceRecord> Answers { get; init; } = [];

    /// <summary>The authorities; in an update the changes.</summary>
    public IReadOnlyList<DnsResourceRecord> Authorities { get; init; } = [];

    /// <summary>The additional records without the OPT record, which is <see cref="Edns"/>.</summary>
    public IReadOnlyList<DnsResourceRecord> Additionals { get; init; } = [];

    /// <summary>The OPT record; <see langword="null"/> without one.</summary>
    public DnsEdns? Edns { get; init; }

    /// <summary>Whether this is a response.</summary>
    public bool IsResponse => (Flags & DnsHeaderFlags.Response) != 0;

    /// <summary>Whether the sender cut the message (TC): ask again over TCP.</summary>
    public bool IsTruncated => (Flags & DnsHeaderFlags.Truncated) != 0;

    /// <summary>Whether the sender is an authority for the name asked for (AA).</summary>
    public bool IsAuthoritative => (Flags & DnsHeaderFlags.AuthoritativeAnswer) != 0;

    /// <summary>Makes a query with an unpredictable ID (RFC 5452, section 9.2).</summary>
    /// <param name="name">The name to ask for.</param>
    /// <param name="type">The type to ask for.</param>
    /// <param name="recursionDesired">Whether the server is to ask others: yes for a resolver, no for an authority.</param>
    /// <param name="class">The class to ask for.</param>
    /// <param name="edns">The OPT record; by default one with the usual payload size. See <see cref="WithoutEdns"/> for none.</param>
    public static DnsMessage CreateQuery(
        DnsName name, DnsType type, bool recursionDesired = false, DnsClass @class = DnsClass.IN, DnsEdns? edns = null) => new()
        {
            Id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1),
            Flags = recursionDesired ? DnsHeaderFlags.RecursionDesired : DnsHeaderFlags.None,
            Questions = [new DnsQuestion(name, type, @class)],
            Edns = edns ?? new DnsEdns(),
        };

    /// <summary>Reads a message that may hold anything.</summary>
    /// <param name="message">The message: a UDP datagram, or a TCP message without its length.</param>
    /// <exception cref="DnsFormatException">The message is malformed; <see cref="DnsFormatException.Index"/> is the octet at fault.</exception>
    public static DnsMessage Parse(ReadOnlySpan<byte> message) => DnsMessageReader.Read(message);

    /// <summary>The same message without its OPT record, for a server that knows no EDNS. RFC 6891, section 6.2.2.</summary>
    public DnsMessage WithoutEdns() => new()
    {
        Id = Id,
        Opcode = Opcode,
        Flags = Flags,
        Rcode = Rcode,
        Questions = Questions,
        Answers = Answers,
        Authorities = Authorities,
        Additionals = Additionals,
    };

    /// <summary>
    /// Whether this is a response to a query: a response with its ID, its opcode and its question, without regard to ASCII case.
    /// RFC 5452, section 9.1. A server that could not or would not read the question may leave it out.
    /// </summary>
    /// <param name="query">The query.</param>
    public bool IsResponseTo(DnsMessage query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return IsResponse && Id == query.Id && Opcode == query.Opcode
            && (Questions.SequenceEqual(query.Questions) || (Questions.Count == 0 && MayOmitQuestion));
    }

    /// <summary>The message in wire form.</summary>
    /// <exception cref="InvalidOperationException">
    /// It is longer than 65,535 octets, or its response code is above 15 and it has no OPT record to carry that.
    /// </exception>
    public byte[] ToWire()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(DnsLimits.MaxMessageLength);
        try
        {
            return TryWrite(buffer, out var length)
                ? buffer[..length]
                : throw new InvalidOperationException($"The message is longer than {DnsLimits.MaxMessageLength} octets.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes the message in wire form.</summary>
    /// <param name="destination">Where it goes.</param>
    /// <param name="length">Its length; 0 when it did not fit.</param>
    /// <returns>Whether it fitted whole.</returns>
    /// <exception cref="InvalidOperationException">Its response code is above 15 and it has no OPT record to carry that.</exception>
    public bool TryWrite(Span<byte> destination, out int length)
    {
        if (DnsEdnsHeader.UpperPart(Rcode) != 0 && Edns is null)
        {
            throw new InvalidOperationException($"The response code {Rcode.ToText()} needs an OPT record.");
        }

        length = 0;
        if (destination.Length < DnsLimits.HeaderLength)
        {
            return false;
        }

        var writer = new DnsMessageWriter(destination, destination.Length, new DnsHeader(Id, Opcode, Flags, Rcode));
        var fits = TryWriteQuestions(ref writer)
            && TryWriteRecords(ref writer, DnsSection.Answer, Answers)
            && TryWriteRecords(ref writer, DnsSection.Authority, Authorities)
            && TryWriteRecords(ref writer, DnsSection.Additional, Additionals)
            && Edns?.TryWrite(ref writer) != false;
        length = fits ? writer.Length : 0;
        return fits;
    }

    private bool MayOmitQuestion => Rcode is DnsRcode.FormErr or DnsRcode.NotImp or DnsRcode.ServFail or DnsRcode.Refused;

    private bool TryWriteQuestions(ref DnsMessageWriter writer)
    {
        foreach (var question in Questions)
        {
            if (!writer.TryWriteQuestion(question.Name.Wire, question.Type, question.Class))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryWriteRecords(ref DnsMessageWriter writer, DnsSection section, IReadOnlyList<DnsResourceRecord> records)
    {
        foreach (var record in records)
        {
            if (!writer.TryWriteRecord(section, record.Name.Wire, record.Type, record.Class, record.TimeToLive, record.Data.ToWire()))
            {
                return false;
            }
        }

        return true;
    }
}
