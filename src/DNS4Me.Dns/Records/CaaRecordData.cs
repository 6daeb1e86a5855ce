using System.Buffers;
using System.Text;

namespace DNS4Me.Dns;

/// <summary>
/// Who may issue certificates. RFC 8659, section 4.1.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// |         FLAGS         |      TAG LENGTH       |
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                      TAG                      /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                     VALUE                     /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
public sealed record CaaRecordData : DnsRecordData
{
    private const int FixedLength = 2;
    private readonly byte[] _value;

    /// <summary>Creates the data.</summary>
    /// <param name="flags">The flags; 128 is "critical": who does not know the property must not issue.</param>
    /// <param name="tag">The property, such as <c>issue</c>: ASCII letters and digits, 1 to 255.</param>
    /// <param name="value">The property's value: any octets, as many as the record has room for.</param>
    /// <exception cref="ArgumentException">The tag is none, or the value is too long.</exception>
    public CaaRecordData(byte flags, string tag, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(tag);
        if (tag.Length is 0 or > byte.MaxValue || !tag.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException("A tag has 1 to 255 ASCII letters and digits.", nameof(tag));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, ushort.MaxValue - FixedLength - tag.Length, nameof(value));
        (Flags, Tag, _value) = (flags, tag, value.ToArray());
    }

    /// <summary>The flags. Only 128, "critical", has a meaning.</summary>
    public byte Flags { get; }

    /// <summary>The property, in the case it was given; case does not matter.</summary>
    public string Tag { get; }

    /// <summary>The property's value.</summary>
    public ReadOnlySpan<byte> Value => _value;

    /// <inheritdoc/>
    public override DnsType Type => DnsType.CAA;

    /// <inheritdoc/>
    public bool Equals(CaaRecordData? other) => other is not null
        && Flags == other.Flags && Tag.Equals(other.Tag, StringComparison.OrdinalIgnoreCase) && Value.SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Flags);
        hash.Add(Tag, StringComparer.OrdinalIgnoreCase);
        hash.AddBytes(_value);
        return hash.ToHashCode();
    }

    internal static CaaRecordData Read(ref DnsWireReader rdata)
    {
        var flags = rdata.ReadBytes(1)[0];
        var start = rdata.Position;
        var tag = rdata.ReadString().Octets;
        foreach (var octet in tag)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet))
            {
                throw new DnsFormatException(DnsFormatError.BadTag, start);
            }
        }

        return tag.IsEmpty
            ? throw new DnsFormatException(DnsFormatError.BadTag, start)
            : new CaaRecordData(flags, Encoding.ASCII.GetString(tag), rdata.ReadRest());
    }

    internal override void Write(IBufferWriter<byte> output)
    {
        output.Write([Flags]);
        output.WriteString(new CharacterString(Tag));
        output.Write(_value);
    }

    private protected override string ToPresentation()
    {
        var text = new StringBuilder(FormattableString.Invariant($"{Flags} {Tag} "));
        NameText.AppendQuoted(text, _value);
        return text.ToString();
    }
}
