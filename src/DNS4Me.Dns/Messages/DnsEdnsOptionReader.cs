using System.Buffers.Binary;

namespace DNS4Me.Dns;

/// <summary>
/// Walks the options in an OPT record's data, which may hold anything, without allocation. RFC 6891, section 6.1.2.
/// </summary>
public ref struct DnsEdnsOptionReader
{
    internal const int OptionHeaderLength = 4;

    private ReadOnlySpan<byte> _rest;

    /// <summary>Starts before the first option.</summary>
    /// <param name="options">The record's data.</param>
    public DnsEdnsOptionReader(ReadOnlySpan<byte> options) => _rest = options;

    /// <summary>Whether the data ended within an option; set by the last <see cref="TryRead"/>.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Whether data is a row of whole options.</summary>
    /// <param name="options">The record's data.</param>
    public static bool IsWellFormed(ReadOnlySpan<byte> options)
    {
        var reader = new DnsEdnsOptionReader(options);
        while (reader.TryRead(out _, out _))
        {
        }

        return !reader.IsMalformed;
    }

    /// <summary>Reads the next option.</summary>
    /// <param name="code">The OPTION-CODE.</param>
    /// <param name="data">The option's data, a part of the memory read.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryRead(out ushort code, out ReadOnlySpan<byte> data)
    {
        code = 0;
        data = default;
        if (_rest.Length < OptionHeaderLength)
        {
            IsMalformed = !_rest.IsEmpty;
            return false;
        }

        var end = OptionHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        if (end > _rest.Length)
        {
            IsMalformed = true;
            return false;
        }

        code = BinaryPrimitives.ReadUInt16BigEndian(_rest);
        data = _rest[OptionHeaderLength..end];
        _rest = _rest[end..];
        return true;
    }
}
