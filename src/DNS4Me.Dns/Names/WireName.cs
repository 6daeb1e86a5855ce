namespace DNS4Me.Dns;

/// <summary>
/// Names in wire form (length octet and label, again and again, then a zero octet; no compression) as plain spans, without allocation.
/// Except where a method says otherwise, a name given to it must be well formed, as <see cref="IsWellFormed"/> tells.
/// RFC 1035, section 3.1.
/// </summary>
public static class WireName
{
    /// <summary>The root: a single zero octet.</summary>
    public static ReadOnlySpan<byte> Root => [0];

    /// <summary>Measures the name at the start of a buffer, which may hold anything.</summary>
    /// <param name="buffer">A name without compression, and whatever follows it.</param>
    /// <param name="length">The name's length, final zero included; 0 when the method returns <see langword="false"/>.</param>
    /// <returns>Whether the buffer starts with a well-formed name.</returns>
    public static bool TryGetLength(ReadOnlySpan<byte> buffer, out int length)
    {
        var position = 0;
        while (position < buffer.Length && position < DnsLimits.MaxNameLength)
        {
            int label = buffer[position];
            if (label == 0)
            {
                length = position + 1;
                return true;
            }

            if (label > DnsLimits.MaxLabelLength)
            {
                break;
            }

            position += label + 1;
        }

        length = 0;
        return false;
    }

    /// <summary>Whether a span, which may hold anything, is exactly one well-formed name.</summary>
    /// <param name="name">The span.</param>
    public static bool IsWellFormed(ReadOnlySpan<byte> name) => TryGetLength(name, out var length) && length == name.Length;

    /// <summary>Writes a name in lower case, its canonical form. RFC 4034, section 6.2.</summary>
    /// <param name="name">The name.</param>
    /// <param name="destination">Room for as many octets as the name has; may be the name itself.</param>
    public static void ToLower(ReadOnlySpan<byte> name, Span<byte> destination)
    {
        // Length octets are at most 63 and so lie below 'A': the whole name is treated alike.
        for (var i = 0; i < name.Length; i++)
        {
            destination[i] = ToLower(name[i]);
        }
    }

    /// <summary>Compares two names, or two labels, without regard to ASCII case. RFC 4343, section 3.</summary>
    /// <param name="left">One name; it may be malformed.</param>
    /// <param name="right">The other; it may be malformed.</param>
    public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i] && ToLower(left[i]) != ToLower(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A hash that is equal for names that <see cref="EqualsIgnoreCase"/> finds equal; it differs between processes.</summary>
    /// <param name="name">The name.</param>
    public static int GetHashCodeIgnoreCase(ReadOnlySpan<byte> name)
    {
        Span<byte> lower = stackalloc byte[DnsLimits.MaxNameLength];
        ToLower(name, lower);
        var hash = new HashCode();
        hash.AddBytes(lower[..name.Length]);
        return hash.ToHashCode();
    }

    /// <summary>Whether a name is the root.</summary>
    /// <param name="name">The name.</param>
    public static bool IsRoot(ReadOnlySpan<byte> name) => name[0] == 0;

    /// <summary>Whether a name's first label is <c>*</c>. RFC 4592, section 2.1.1.</summary>
    /// <param name="name">The name.</param>
    public static bool IsWildcard(ReadOnlySpan<byte> name) => name[0] == 1 && name[1] == '*';

    /// <summary>The name without its first label: a part of the same memory.</summary>
    /// <param name="name">The name; not the root, which has no parent.</param>
    public static ReadOnlySpan<byte> Parent(ReadOnlySpan<byte> name) => name[(name[0] + 1)..];

    /// <summary>The first label without its length octet; empty for the root.</summary>
    /// <param name="name">The name.</param>
    public static ReadOnlySpan<byte> FirstLabel(ReadOnlySpan<byte> name) => name.Slice(1, name[0]);

    /// <summary>The number of labels; the root has none.</summary>
    /// <param name="name">The name.</param>
    public static int CountLabels(ReadOnlySpan<byte> name)
    {
        var count = 0;
        for (; !IsRoot(name); name = Parent(name))
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether a name is another name or lies below it, without regard to ASCII case. RFC 1034, section 3.1.</summary>
    /// <param name="name">The name.</param>
    /// <param name="ancestor">The name at or above it.</param>
    public static bool IsSubdomainOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> ancestor)
    {
        while (name.Length > ancestor.Length)
        {
            name = Parent(name);
        }

        return EqualsIgnoreCase(name, ancestor);
    }

    private static byte ToLower(byte value) => (uint)(value - 'A') <= 'Z' - 'A' ? (byte)(value | 0x20) : value;
}
