using System.Text;

namespace DNS4Me.Dns;

/// <summary>A character string: up to 255 octets of any value. RFC 1035, section 3.3. Equal octet by octet.</summary>
public sealed class CharacterString : IEquatable<CharacterString>
{
    private readonly byte[] _octets;

    /// <summary>Copies a string from its octets.</summary>
    /// <param name="octets">The octets, without a length before them.</param>
    /// <exception cref="ArgumentException">There are more than 255.</exception>
    public CharacterString(ReadOnlySpan<byte> octets)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(octets.Length, DnsLimits.MaxCharacterStringLength, nameof(octets));
        _octets = octets.ToArray();
    }

    /// <summary>Makes a string of a text's UTF-8 octets.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">It has more than 255 octets.</exception>
    public CharacterString(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
    }

    /// <summary>The octets.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>The octets read as UTF-8; what is not UTF-8 shows as U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(_octets);

    /// <inheritdoc/>
    public bool Equals(CharacterString? other) => other is not null && Octets.SequenceEqual(other.Octets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CharacterString);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_octets);
        return hash.ToHashCode();
    }

    /// <summary>The presentation form: in quotes, with <c>\"</c>, <c>\\</c> and <c>\DDD</c> where needed. RFC 1035, section 5.1.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        NameText.AppendQuoted(text, _octets);
        return text.ToString();
    }
}
