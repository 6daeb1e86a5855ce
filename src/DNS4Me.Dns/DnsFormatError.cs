namespace DNS4Me.Dns;

/// <summary>What is wrong with a message or a name: a stable code, for error identifiers and logs.</summary>
public enum DnsFormatError
{
    /// <summary>Nothing is wrong.</summary>
    None,
    /// <summary>The message, or a record's data, ends within a field.</summary>
    UnexpectedEnd,
    /// <summary>The message goes on after its last record.</summary>
    TrailingBytes,
    /// <summary>A label's first two bits are neither a length nor a pointer. RFC 6891, section 5.</summary>
    BadLabelType,
    /// <summary>A compression pointer does not lead to an earlier name. RFC 1035, section 4.1.4.</summary>
    BadPointer,
    /// <summary>A name is longer than 255 octets. RFC 1035, section 2.3.4.</summary>
    NameTooLong,
    /// <summary>A label is longer than 63 octets. RFC 1035, section 2.3.4.</summary>
    LabelTooLong,
    /// <summary>A text has no name in it.</summary>
    EmptyName,
    /// <summary>A label of a name's text is empty.</summary>
    EmptyLabel,
    /// <summary>A backslash is followed by neither three digits up to 255 nor a character. RFC 1035, section 5.1.</summary>
    BadEscape,
    /// <summary>A name's text has a blank, a control character or a character outside ASCII.</summary>
    BadCharacter,
    /// <summary>A record's data goes on after its type's last field.</summary>
    BadRdataLength,
    /// <summary>A TXT record has no string. RFC 1035, section 3.3.14.</summary>
    NoText,
    /// <summary>The tag of a CAA record is empty, or has octets other than letters and digits. RFC 8659, section 4.1.</summary>
    BadTag,
    /// <summary>An OPT record stands outside the additional section, or its owner is not the root. RFC 6891, section 6.1.1 and 6.1.2.</summary>
    MisplacedOpt,
    /// <summary>There is more than one OPT record. RFC 6891, section 6.1.1.</summary>
    DuplicateOpt,
    /// <summary>The options of an OPT record do not fill its data exactly. RFC 6891, section 6.1.2.</summary>
    BadOptions,
}
