using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>
/// Writes a message into a span, section by section, without allocation. RFC 1035, section 4.1.
/// <para>At every moment <see cref="Message"/> is a whole message: an entry that does not fit leaves no trace, its method returns
/// <see langword="false"/>, and the caller decides whether that makes the message truncated (<see cref="SetFlags"/>; RFC 2181, section 9).</para>
/// <para>Owner names are compressed, and of names in data those of NS, CNAME, SOA and MX (RFC 3597, section 4), without regard to ASCII
/// case: a name takes the case in which the message has it already, so a response repeats the query's (0x20).</para>
/// </summary>
public ref struct DnsMessageWriter
{
    private const int PointerBits = 0xC000;
    private const int RecordFixedLength = 10;

    private readonly Span<byte> _buffer;
    private CompressionTable _names;
    private DnsHeader _header;
    private DnsSection _section;
    private int _reserved;

    /// <summary>Starts a message with a header and nothing else.</summary>
    /// <param name="buffer">Where the message goes.</param>
    /// <param name="limit">The longest that the message may become; a shorter buffer, or 65,535, holds too.</param>
    /// <param name="header">The header.</param>
    /// <exception cref="ArgumentException">Not even the header fits.</exception>
    public DnsMessageWriter(Span<byte> buffer, int limit, DnsHeader header)
    {
        limit = Math.Min(Math.Min(limit, buffer.Length), DnsLimits.MaxMessageLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, DnsLimits.HeaderLength);
        _buffer = buffer[..limit];
        _header = header;
        _buffer[..DnsLimits.HeaderLength].Clear();
        header.Write(_buffer);
        Length = DnsLimits.HeaderLength;
    }

    /// <summary>The message's length so far.</summary>
    public int Length { get; private set; }

    /// <summary>The message so far.</summary>
    public readonly ReadOnlySpan<byte> Message => _buffer[..Length];

    /// <summary>The header as it stands.</summary>
    public readonly DnsHeader Header => _header;

    private readonly Span<byte> Counts => _buffer.Slice(MessageLayout.CountOffset(DnsSection.Question), sizeof(ulong));

    /// <summary>
    /// Starts the response to a query: its header, and its question, octet for octet, if it has one.
    /// </summary>
    /// <param name="buffer">Where the message goes.</param>
    /// <param name="limit">The longest that the message may become: over UDP the lower of <see cref="DnsQuery.UdpPayloadLimit"/> and the server's own.</param>
    /// <param name="query">The query.</param>
    /// <param name="flags">Flags besides <see cref="DnsQuery.ResponseFlags"/>, such as <see cref="DnsHeaderFlags.AuthoritativeAnswer"/>.</param>
    /// <param name="rcode">The response code.</param>
    /// <exception cref="ArgumentException">Header and question do not fit; they always do in 512 octets.</exception>
    public static DnsMessageWriter StartResponse(Span<byte> buffer, int limit, scoped in DnsQuery query, DnsHeaderFlags flags, DnsRcode rcode)
    {
        var writer = new DnsMessageWriter(buffer, limit, new DnsHeader(query.Id, query.Opcode, query.ResponseFlags | flags, rcode));
        if (query.HasQuestion && !writer.TryWriteQuestion(query.Name, query.Type, query.Class))
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "The header and the question do not fit.");
        }

        return writer;
    }

    /// <summary>Adds flags to the header.</summary>
    /// <param name="flags">The flags, such as <see cref="DnsHeaderFlags.Truncated"/>.</param>
    public void SetFlags(DnsHeaderFlags flags) => WriteHeader(_header with { Flags = _header.Flags | flags });

    /// <summary>Changes the response code. A code above 15 takes effect with an OPT record that is written later.</summary>
    /// <param name="rcode">The response code.</param>
    public void SetRcode(DnsRcode rcode) => WriteHeader(_header with { Rcode = rcode });

    /// <summary>Keeps octets free for what is to end the message, so that records cannot crowd it out. <see cref="TryWriteOpt"/> frees them.</summary>
    /// <param name="length">How many, such as <see cref="DnsLimits.OptRecordLength"/>; replaces what was reserved.</param>
    public void Reserve(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _reserved = length;
    }

    /// <summary>Notes how far the message is, so that a group of entries can be taken back as a whole.</summary>
    public readonly DnsWriterMark Mark() => new(Length, _names.Count, _section, BinaryPrimitives.ReadUInt64BigEndian(Counts));

    /// <summary>Takes back every entry written since a mark. Flags and response code stay as they are.</summary>
    /// <param name="mark">A mark of this writer that lies before its end.</param>
    public void Rewind(DnsWriterMark mark)
    {
        Length = mark.Position;
        _names.Count = mark.NameCount;
        _section = mark.Section;
        BinaryPrimitives.WriteUInt64BigEndian(Counts, mark.Counts);
    }

    /// <summary>Writes a question.</summary>
    /// <param name="name">The name in wire form.</param>
    /// <param name="type">The type.</param>
    /// <param name="class">The class.</param>
    /// <returns>Whether it fitted.</returns>
    /// <exception cref="ArgumentException">The name is not well formed.</exception>
    /// <exception cref="InvalidOperationException">A later section has entries already.</exception>
    public bool TryWriteQuestion(scoped ReadOnlySpan<byte> name, DnsType type, DnsClass @class)
    {
        CheckName(name);
        Enter(DnsSection.Question);
        var mark = Mark();
        if (TryWriteName(name) && TryWriteUInt16((ushort)type) && TryWriteUInt16((ushort)@class))
        {
            CountEntry();
            return true;
        }

        Rewind(mark);
        return false;
    }

    /// <summary>Writes a record.</summary>
    /// <param name="section">The section; sections are written in wire order.</param>
    /// <param name="owner">The owner's name in wire form.</param>
    /// <param name="type">The type.</param>
    /// <param name="class">The class.</param>
    /// <param name="timeToLive">The TTL in seconds, not negative. RFC 2181, section 8.</param>
    /// <param name="rdata">The data without compression, as <see cref="DnsRecordData.ToWire"/> gives it. Empty data is written for any type (RFC 2136, section 2.5).</param>
    /// <returns>Whether it fitted.</returns>
    /// <exception cref="ArgumentException">The name is not well formed, the TTL is negative, or the data is not of its type's form (NS, CNAME, SOA, MX) or too long.</exception>
    /// <exception cref="InvalidOperationException">A later section has entries already.</exception>
    public bool TryWriteRecord(
        DnsSection section,
        scoped ReadOnlySpan<byte> owner,
        DnsType type,
        DnsClass @class,
        int timeToLive,
        scoped ReadOnlySpan<byte> rdata)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(section, DnsSection.Question);
        ArgumentOutOfRangeException.ThrowIfNegative(timeToLive);
        CheckName(owner);
        var layout = rdata.IsEmpty ? default : RdataLayout.Of(type);
        if (rdata.Length > ushort.MaxValue || (layout.Names > 0 && !layout.Matches(rdata)))
        {
            throw new ArgumentException("The data does not have the form of its type.", nameof(rdata));
        }

        Enter(section);
        return TryWriteEntry(owner, type, (ushort)@class, (uint)timeToLive, layout, rdata);
    }

    /// <summary>Writes the OPT record, with the part of the response code that the header has no room for, into the octets reserved or any others. RFC 6891, section 6.1.</summary>
    /// <param name="udpPayloadSize">The longest UDP message that the sender can take.</param>
    /// <param name="flags">The EDNS flags; a response repeats DO (RFC 3225, section 3).</param>
    /// <param name="options">The options in wire form.</param>
    /// <param name="version">The EDNS version.</param>
    /// <returns>Whether it fitted.</returns>
    public bool TryWriteOpt(
        ushort udpPayloadSize,
        DnsEdnsFlags flags,
        scoped ReadOnlySpan<byte> options = default,
        byte version = DnsEdnsHeader.SupportedVersion)
    {
        _reserved = 0;
        Enter(DnsSection.Additional);
        var opt = new DnsEdnsHeader(udpPayloadSize, DnsEdnsHeader.UpperPart(_header.Rcode), version, flags);
        return TryWriteEntry(WireName.Root, DnsType.OPT, opt.UdpPayloadSize, opt.TimeToLive, default, options);
    }

    private static void CheckName(scoped ReadOnlySpan<byte> name)
    {
        if (!WireName.IsWellFormed(name))
        {
            throw new ArgumentException("The octets are not one well-formed name without compression.", nameof(name));
        }
    }

    private void WriteHeader(DnsHeader header)
    {
        _header = header;
        header.Write(_buffer);
    }

    private void Enter(DnsSection section)
    {
        if (section < _section)
        {
            throw new InvalidOperationException($"The {section} section cannot be written after the {_section} section.");
        }

        _section = section;
    }

    private readonly void CountEntry()
    {
        var count = _buffer[MessageLayout.CountOffset(_section)..];
        BinaryPrimitives.WriteUInt16BigEndian(count, (ushort)(BinaryPrimitives.ReadUInt16BigEndian(count) + 1));
    }

    private bool TryWriteEntry(
        scoped ReadOnlySpan<byte> owner, DnsType type, ushort @class, uint timeToLive, RdataLayout layout, scoped ReadOnlySpan<byte> rdata)
    {
        var mark = Mark();
        if (TryWriteName(owner) && TryTake(RecordFixedLength, out var head))
        {
            var start = Length;
            if (TryWriteRdata(layout, rdata))
            {
                BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)type);
                BinaryPrimitives.WriteUInt16BigEndian(head[2..], @class);
                BinaryPrimitives.WriteUInt32BigEndian(head[4..], timeToLive);
                BinaryPrimitives.WriteUInt16BigEndian(head[8..], (ushort)(Length - start));
                CountEntry();
                return true;
            }
        }

        Rewind(mark);
        return false;
    }

    private bool TryWriteRdata(RdataLayout layout, scoped ReadOnlySpan<byte> rdata)
    {
        if (layout.Names == 0)
        {
            return TryWrite(rdata);
        }

        var fits = TryWrite(rdata[..layout.Prefix]);
        rdata = rdata[layout.Prefix..];
        for (var left = layout.Names; fits && left > 0; left--)
        {
            fits = WireName.TryGetLength(rdata, out var length) && TryWriteName(rdata[..length]);
            rdata = rdata[length..];
        }

        return fits && TryWrite(rdata);
    }

    private bool TryWriteName(scoped ReadOnlySpan<byte> name)
    {
        // The labels of this very name are no targets yet: what follows them is not written, and the buffer may hold an older message.
        var known = _names.Count;
        while (!WireName.IsRoot(name))
        {
            var target = _names.Find(Message, name, known);
            if (target >= 0)
            {
                return TryWriteUInt16((ushort)(PointerBits | target));
            }

            var start = Length;
            if (!TryWrite(name[..(name[0] + 1)]))
            {
                return false;
            }

            _names.Add(start);
            name = WireName.Parent(name);
        }

        return TryWrite(WireName.Root);
    }

    private bool TryWriteUInt16(ushort value)
    {
        if (!TryTake(sizeof(ushort), out var field))
        {
            return false;
        }

        BinaryPrimitives.WriteUInt16BigEndian(field, value);
        return true;
    }

    private bool TryWrite(scoped ReadOnlySpan<byte> octets)
    {
        if (!TryTake(octets.Length, out var field))
        {
            return false;
        }

        octets.CopyTo(field);
        return true;
    }

    private bool TryTake(int length, out Span<byte> field)
    {
        if (length > _buffer.Length - _reserved - Length)
        {
            field = default;
            return false;
        }

        field = _buffer.Slice(Length, length);
        Length += length;
        return true;
    }
}
