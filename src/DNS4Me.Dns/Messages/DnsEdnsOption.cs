namespace DNS4Me.Dns;

/// <summary>An option of an OPT record, its data as octets. RFC 6891, section 6.1.2.</summary>
public sealed class DnsEdnsOption : IEquatable<DnsEdnsOption>
{
    private readonly byte[] _data;

    /// <summary>Copies an option.</summary>
    /// <param name="code">The OPTION-CODE of the IANA registry.</param>
    /// <param name="data">The data, at most 65,531 octets.</param>
    /// <exception cref="ArgumentException">There are more octets than an OPT record can hold.</exception>
    public DnsEdnsOption(ushort code, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, ushort.MaxValue - DnsEdnsOptionReader.OptionHeaderLength, nameof(data));
        Code = code;
        _data = data.ToArray();
    }

    /// <summary>The OPTION-CODE.</summary>
    public ushort Code { get; }

    /// <summary>The data.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <inheritdoc/>
    public bool Equals(DnsEdnsOption? other) => other is not null && Code == other.Code && Data.SequenceEqual(other.Data);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsEdnsOption);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Code);
        hash.AddBytes(_data);
        return hash.ToHashCode();
    }

    /// <summary>The option's code and its data in hexadecimal: <c>OPT10: 0123456789ABCDEF</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"OPT{Code}: {Convert.ToHexString(_data)}");
}
