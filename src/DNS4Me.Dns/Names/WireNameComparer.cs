using System.Diagnostics.CodeAnalysis;

namespace DNS4Me.Dns;

/// <summary>
/// Compares canonical (lower-case) wire names octet by octet, so that a table keyed by octets is searched with a span
/// through <c>GetAlternateLookup</c> and nothing is allocated. Its hash differs between processes, against chosen collisions.
/// </summary>
public sealed class WireNameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private WireNameComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static WireNameComparer Canonical { get; } = new();

    /// <inheritdoc/>
    public bool Equals(byte[]? x, byte[]? y) => x is null || y is null ? ReferenceEquals(x, y) : x.AsSpan().SequenceEqual(y);

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
