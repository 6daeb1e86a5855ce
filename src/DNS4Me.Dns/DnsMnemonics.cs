using System.Globalization;

namespace DNS4Me.Dns;

/// <summary>The presentation names of types, classes and response codes, unknown ones included. RFC 3597, section 5.</summary>
public static class DnsMnemonics
{
    private const string TypePrefix = "TYPE";
    private const string ClassPrefix = "CLASS";
    private const string RcodePrefix = "RCODE";

    /// <summary>Names a type: <c>AAAA</c>, or <c>TYPE65280</c> for one without a name here.</summary>
    /// <param name="type">The type.</param>
    public static string ToText(this DnsType type) => Enum.GetName(type) ?? Number(TypePrefix, (ushort)type);

    /// <summary>Names a class: <c>IN</c>, or <c>CLASS32</c> for one without a name here.</summary>
    /// <param name="class">The class.</param>
    public static string ToText(this DnsClass @class) => Enum.GetName(@class) ?? Number(ClassPrefix, (ushort)@class);

    /// <summary>Names a response code in capitals, as the IANA registry and dig do: <c>NXDOMAIN</c>, or <c>RCODE3841</c> for one without a name here.</summary>
    /// <param name="rcode">The response code.</param>
    public static string ToText(this DnsRcode rcode) => Enum.GetName(rcode)?.ToUpperInvariant() ?? Number(RcodePrefix, (ushort)rcode);

    /// <summary>Reads a type's name in either case, or the form <c>TYPE65280</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="type">The type when the method returns <see langword="true"/>.</param>
    /// <returns>Whether the text names a type.</returns>
    public static bool TryParseType(ReadOnlySpan<char> text, out DnsType type)
    {
        if (text.StartsWith(TypePrefix, StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text[TypePrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            type = (DnsType)number;
            return true;
        }

        foreach (var known in Enum.GetValues<DnsType>())
        {
            if (text.Equals(Enum.GetName(known), StringComparison.OrdinalIgnoreCase))
            {
                type = known;
                return true;
            }
        }

        type = default;
        return false;
    }

    private static string Number(string prefix, ushort value) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{value}");
}
