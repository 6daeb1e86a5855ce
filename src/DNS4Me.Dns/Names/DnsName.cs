using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DNS4Me.Dns;

/// <summary>
/// A fully qualified domain name of at most 255 octets with labels of at most 63 (RFC 1035, section 2.3.4). It keeps the case it was
/// given; two names that differ only in ASCII case are equal (RFC 4343). Immutable.
/// </summary>
public sealed class DnsName : IEquatable<DnsName>
{
    private readonly byte[] _wire;

    private DnsName(byte[] wire) => _wire = wire;

    /// <summary>The root of the name tree.</summary>
    public static DnsName Root { get; } = new([0]);

    /// <summary>The name in wire form without compression, final zero included, in the case it was given.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>The number of labels; the root has none.</summary>
    public int LabelCount => WireName.CountLabels(_wire);

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => WireName.IsRoot(_wire);

    /// <summary>Whether the first label is <c>*</c>. RFC 4592, section 2.1.1.</summary>
    public bool IsWildcard => WireName.IsWildcard(_wire);

    /// <summary>The name without its first label; <see langword="null"/> for the root.</summary>
    public DnsName? Parent => IsRoot ? null : new DnsName(WireName.Parent(_wire).ToArray());

    /// <summary>The labels in presentation form, the leftmost first; none for the root.</summary>
    public IReadOnlyList<string> Labels
    {
        get
        {
            var labels = new List<string>();
            for (var rest = Wire; !WireName.IsRoot(rest); rest = WireName.Parent(rest))
            {
                var text = new StringBuilder();
                NameText.AppendLabel(text, WireName.FirstLabel(rest));
                labels.Add(text.ToString());
            }

            return labels;
        }
    }

    /// <summary>Compares two names without regard to ASCII case.</summary>
    public static bool operator ==(DnsName? left, DnsName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Compares two names without regard to ASCII case.</summary>
    public static bool operator !=(DnsName? left, DnsName? right) => !(left == right);

    /// <summary>Reads a name from its text: labels with dots between them, <c>\.</c> or <c>\DDD</c> (decimal) for what is special.</summary>
    /// <param name="text">The text; a dot at its end makes no difference; a single dot is the root.</param>
    /// <exception cref="DnsFormatException">The text is no name; <see cref="DnsFormatException.Index"/> is the character at fault.</exception>
    public static DnsName Parse(ReadOnlySpan<char> text)
    {
        Span<byte> wire = stackalloc byte[DnsLimits.MaxNameLength];
        var error = NameText.Parse(text, wire, out var length, out var faultIndex);
        return error == DnsFormatError.None ? new DnsName(wire[..length].ToArray()) : throw new DnsFormatException(error, faultIndex);
    }

    /// <summary>Reads a name from its text, as <see cref="Parse"/> does, without an exception.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name when the method returns <see langword="true"/>.</param>
    /// <returns>Whether the text is a name.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DnsName? name)
    {
        Span<byte> wire = stackalloc byte[DnsLimits.MaxNameLength];
        var parsed = NameText.Parse(text, wire, out var length, out _) == DnsFormatError.None;
        name = parsed ? new DnsName(wire[..length].ToArray()) : null;
        return parsed;
    }

    /// <summary>Copies a name from its wire form.</summary>
    /// <param name="wire">Exactly one name without compression.</param>
    /// <exception cref="ArgumentException">The octets are not exactly one well-formed name.</exception>
    public static DnsName FromWire(ReadOnlySpan<byte> wire) => WireName.IsWellFormed(wire)
        ? new DnsName(wire.ToArray())
        : throw new ArgumentException("The octets are not one well-formed name without compression.", nameof(wire));

    /// <summary>Whether this name is another or lies below it. RFC 1034, section 3.1.</summary>
    /// <param name="ancestor">The name at or above this one.</param>
    public bool IsSubdomainOf(DnsName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        return WireName.IsSubdomainOf(_wire, ancestor._wire);
    }

    /// <summary>Puts labels in front of this name.</summary>
    /// <param name="labels">One label or several, in presentation form, such as <c>*</c> or <c>_acme-challenge.www</c>.</param>
    /// <exception cref="DnsFormatException">The text is no name, or the whole is longer than 255 octets.</exception>
    public DnsName Prepend(ReadOnlySpan<char> labels) => Parse(labels).Append(this);

    /// <summary>Takes this name as relative to another: the labels of both, this one's first.</summary>
    /// <param name="suffix">The name that ends the whole.</param>
    /// <exception cref="DnsFormatException">The whole is longer than 255 octets.</exception>
    public DnsName Append(DnsName suffix)
    {
        ArgumentNullException.ThrowIfNull(suffix);
        var ownLength = _wire.Length - 1;
        return ownLength + suffix._wire.Length <= DnsLimits.MaxNameLength
            ? new DnsName([.. _wire.AsSpan(0, ownLength), .. suffix._wire])
            : throw new DnsFormatException(DnsFormatError.NameTooLong, DnsLimits.MaxNameLength);
    }

    /// <summary>The name in lower case, its canonical form. RFC 4034, section 6.2.</summary>
    public DnsName ToCanonical()
    {
        var lower = new byte[_wire.Length];
        WireName.ToLower(_wire, lower);
        return new DnsName(lower);
    }

    /// <inheritdoc/>
    public bool Equals(DnsName? other) => other is not null && WireName.EqualsIgnoreCase(_wire, other._wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DnsName);

    /// <inheritdoc/>
    public override int GetHashCode() => WireName.GetHashCodeIgnoreCase(_wire);

    /// <summary>The name's text with a dot at its end, as zone files and dig have it; escapes stand where the text needs them.</summary>
    public override string ToString() => ToString(finalDot: true);

    /// <summary>The name's text, with or without the dot at its end.</summary>
    /// <param name="finalDot">Whether a dot ends the text. The root is a single dot in either case.</param>
    public string ToString(bool finalDot)
    {
        if (IsRoot)
        {
            return ".";
        }

        var text = string.Join('.', Labels);
        return finalDot ? text + '.' : text;
    }
}
