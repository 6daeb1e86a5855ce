using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// Text: one character string or several. RFC 1035, section 3.3.14.
/// <code>
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// /                   TXT-DATA                    /
/// +--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+--+
/// </code>
/// </summary>
public sealed record TxtRecordData : DnsRecordData
{
    /// <summary>Creates the data.</summary>
    /// <param name="strings">The strings, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public TxtRecordData(params IEnumerable<CharacterString> strings)
    {
        Strings = [.. strings];
        if (Strings.Count == 0)
        {
            throw new ArgumentException("A TXT record has at least one string, which may be empty.", nameof(strings));
        }
    }

    /// <summary>The strings, at least one.</summary>
    public IReadOnlyList<CharacterString> Strings { get; }

    /// <inheritdoc/>
    public override DnsType Type => DnsType.TXT;

    /// <inheritdoc/>
    public bool Equals(TxtRecordData? other) => other is not null && Strings.SequenceEqual(other.Strings);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in Strings)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    internal static TxtRecordData Read(ref DnsWireReader rdata)
    {
        if (rdata.AtEnd)
        {
            throw new DnsFormatException(DnsFormatError.NoText, rdata.Position);
        }

        var strings = new List<CharacterString>();
        while (!rdata.AtEnd)
        {
            strings.Add(rdata.ReadString());
        }

        return new TxtRecordData(strings);
    }

    internal override void Write(IBufferWriter<byte> output)
    {
        foreach (var value in Strings)
        {
            output.WriteString(value);
        }
    }

    private protected override string ToPresentation() => string.Join(' ', Strings);
}
