using System.Globalization;

namespace DNS4Me;

/// <summary>
/// Names as people give them, and as they are stored: lower-case A-labels (RFC 5890) without a trailing dot. Labels have letters, digits, hyphens and
/// underscores (RFC 1123, section 2.1; RFC 8552), none of them at the hyphen's ends.
/// </summary>
public static class NameRules
{
    /// <summary>The longest name, in characters, without a trailing dot (RFC 1035, section 2.3.4).</summary>
    public const int LongestName = 253;

    /// <summary>The longest label, in characters.</summary>
    public const int LongestLabel = 63;

    /// <summary>The label that stands for every name that does not exist (RFC 4592). It may stand first in a record's name, and nowhere else.</summary>
    public const string Wildcard = "*";

    /// <summary>What zone files write for the domain itself (RFC 1035, section 5.1).</summary>
    public const string Root = "@";

    private static readonly IdnMapping Idn = new();

    /// <summary>Reads a full name.</summary>
    /// <returns>The stored form; null when it is none.</returns>
    public static string? ToName(string text)
    {
        var name = ToLabels(text.Trim());
        return name is not null && !AddressText.TryParse(name, out _) ? name : null;
    }

    /// <summary>Reads a host's full name: without an underscore, of two labels or more, the last of them not a number (RFC 1123, section 2.1).</summary>
    /// <returns>The stored form; null when it is none.</returns>
    public static string? ToHostName(string text) => ToFullName(text) is { } name && !name.Contains('_') ? name : null;

    /// <summary>Reads the name that a record leads to: of two labels or more, the last of them not a number.</summary>
    /// <returns>The stored form; null when it is none.</returns>
    public static string? ToFullName(string text)
        => ToName(text) is { } name && name.LastIndexOf('.') is > 0 and var dot && name.Skip(dot + 1).Any(c => c is < '0' or > '9') ? name : null;

    /// <summary>Reads a record's name: below its domain, or with a trailing dot and then in full.</summary>
    /// <param name="text">The name; empty or <see cref="Root"/> for the domain itself.</param>
    /// <param name="domain">The domain in its stored form.</param>
    /// <returns>The stored form, below the domain; null when it is none.</returns>
    public static string? ToRecordName(string text, string domain)
    {
        text = text.Trim();
        if (text.Length == 0 || text == Root)
        {
            return "";
        }

        var isFull = text.EndsWith(".", StringComparison.Ordinal);
        var wildcard = text == Wildcard || text.StartsWith(Wildcard + ".", StringComparison.Ordinal);
        var rest = wildcard ? text.Substring(Math.Min(text.Length, Wildcard.Length + 1)) : text;
        var name = rest.Length == 0 ? "" : ToLabels(rest);
        if (name is null || (isFull && !TryTakeDomain(ref name, domain)))
        {
            return null;
        }

        var whole = wildcard ? name.Length == 0 ? Wildcard : $"{Wildcard}.{name}" : name;
        return whole.Length + (whole.Length == 0 ? 0 : 1) + domain.Length <= LongestName ? whole : null;
    }

    /// <summary>Whether a record's name ends with its domain although no dot at its end says that it is a full one: it would have the domain twice.</summary>
    /// <param name="text">The record's name.</param>
    /// <param name="domain">The domain's name.</param>
    public static bool RepeatsDomain(string text, string domain)
        => !text.Trim().EndsWith(".", StringComparison.Ordinal) && ToHostName(domain) is { } stored && ToRecordName(text.Trim() + ".", stored) is not null;

    private static bool TryTakeDomain(ref string name, string domain)
    {
        if (name == domain)
        {
            name = "";
            return true;
        }

        if (!name.EndsWith("." + domain, StringComparison.Ordinal))
        {
            return false;
        }

        name = name.Substring(0, name.Length - domain.Length - 1);
        return true;
    }

    private static string? ToLabels(string text)
    {
        if (text.EndsWith(".", StringComparison.Ordinal))
        {
            text = text.Substring(0, text.Length - 1);
        }

        if (text.Length is 0 or > LongestName)
        {
            return null;
        }

        try
        {
            var name = (text.All(c => c < 0x80) ? text : Idn.GetAscii(text)).ToLowerInvariant();
            return name.Length <= LongestName && name.Split('.').All(IsLabel) ? name : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsLabel(string label)
        => label.Length is > 0 and <= LongestLabel
            && label[0] != '-' && label[label.Length - 1] != '-'
            && label.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_');
}
