using System.Buffers;

namespace DNS4Me.Dns;

/// <summary>
/// The data of a record whose type is not known here, or that has none (the deletions of RFC 2136, section 2.5): octets as they came,
/// shown as <c>\# 4 0A000001</c>. RFC 3597, section 3 and 5.
/// </summary>
public sealed record UnknownRecordData : DnsRecordData
{
    private readonly byte[] _octets;

    /// <summary>Copies the data.</summary>
    /// <param name="type">The record's type.</param>
    /// <param name="octets">The data in wire form without compression.</param>
    /// <exception cref="ArgumentException">There are more octets than a record can hold.</exception>
    public UnknownRecordData(DnsType type, ReadOnlySpan<byte> octets)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets.Length, ushort.MaxValue, nameof(octets));
        Type = type;
        _octets = octets.ToArray();
    }

    /// <inheritdoc/>
    public override DnsType Type { get; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <inheritdoc/>
    public bool Equals(UnknownRecordData? other) => other is not null && Type == other.Type && Octets.SequenceEqual(other.Octets);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Type);
        hash.AddBytes(_octets);
        return hash.ToHashCode();
    }

    internal override void Write(IBufferWriter<byte> output) => output.Write(_octets);

    private protected override string ToPresentation() =>
        FormattableString.Invariant($"\\# {_octets.Length} {Convert.ToHexString(_octets)}").TrimEnd();
}
