namespace DNS4Me.Dns;

/// <summary>A message or a name breaks the rules of its format. Nothing of it was taken.</summary>
public sealed class DnsFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="index">Where: the octet in a message, the character in a text; from 0.</param>
    public DnsFormatException(DnsFormatError error, int index)
        : base(Describe(error, index))
    {
        Error = error;
        Index = index;
    }

    /// <summary>What is wrong.</summary>
    public DnsFormatError Error { get; }

    /// <summary>Where it is wrong: the octet in a message, the character in a text; from 0.</summary>
    public int Index { get; }

    private static string Describe(DnsFormatError error, int index) => FormattableString.Invariant(error switch
    {
        DnsFormatError.UnexpectedEnd => $"The DNS message, or the record's data, ends within the field at octet {index}.",
        DnsFormatError.TrailingBytes => $"The DNS message has octets after its last record, from octet {index}.",
        DnsFormatError.BadLabelType => $"The label at octet {index} is of an unknown type.",
        DnsFormatError.BadPointer => $"The compression pointer at octet {index} does not lead to an earlier name.",
        DnsFormatError.NameTooLong => $"The name is longer than {DnsLimits.MaxNameLength} octets, seen at position {index}. Shorten it.",
        DnsFormatError.LabelTooLong => $"A label is longer than {DnsLimits.MaxLabelLength} octets, seen at position {index}. Shorten it.",
        DnsFormatError.EmptyName => $"The name is empty. Write a single dot for the root.",
        DnsFormatError.EmptyLabel => $"The label at character {index} is empty. Remove the extra dot.",
        DnsFormatError.BadEscape => $"The escape at character {index} is not valid. Write \\DDD with three decimal digits up to 255, or \\ and a character.",
        DnsFormatError.BadCharacter => $"The character at {index} cannot stand in a name. Write it as \\DDD; write an international name in its xn-- form.",
        DnsFormatError.BadRdataLength => $"The record's data goes on after its last field, from octet {index}.",
        DnsFormatError.NoText => $"The TXT record at octet {index} has no string.",
        DnsFormatError.BadTag => $"The tag of the CAA record at octet {index} is not letters and digits.",
        DnsFormatError.MisplacedOpt => $"The OPT record at octet {index} is not in the additional section, or its owner is not the root.",
        DnsFormatError.DuplicateOpt => $"The OPT record at octet {index} is one too many: a message has at most one.",
        DnsFormatError.BadOptions => $"The EDNS options at octet {index} do not fill their record exactly.",
        _ => $"The DNS data is not well formed at position {index}.",
    });
}
