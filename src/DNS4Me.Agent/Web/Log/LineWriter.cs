using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace DNS4Me.Agent.Web.Log;

/// <summary>Writes a line of the log, piece by piece. No text can end the line or leave the place that it stands in.</summary>
/// <param name="target">Where it is written: room for <see cref="MostBytes"/> of it all.</param>
internal ref struct LineWriter(Span<byte> target)
{
    /// <summary>How much of a text is logged, in characters.</summary>
    private const int LongestText = 1024;

    /// <summary>What a character may take: three bytes of UTF-8, each as \xhh.</summary>
    private const int MostBytesOfCharacter = 12;

    private static readonly SearchValues<char> PlainQuoted = SearchValues.Create(PrintableBut("\"\\"));
    private static readonly SearchValues<char> PlainField = SearchValues.Create(PrintableBut(" \"%+"));
    private readonly Span<byte> _target = target;

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>How many bytes a text may take.</summary>
    public static int MostBytes(string text) => Math.Min(text.Length, LongestText) * MostBytesOfCharacter;

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_target[Length..]);
        Length += bytes.Length;
    }

    /// <summary>Writes a number.</summary>
    public void Number(long number)
    {
        Utf8Formatter.TryFormat(number, _target[Length..], out var written);
        Length += written;
    }

    /// <summary>Writes text of our own making.</summary>
    public void Plain(ReadOnlySpan<char> text) => Copy(text);

    /// <summary>Writes a client's text for between quotes, as Apache does: a quote and a backslash with one before them, what is not printable as \xhh.</summary>
    public void Quoted(ReadOnlySpan<char> text)
    {
        text = Shorten(text);
        if (!text.ContainsAnyExcept(PlainQuoted))
        {
            Copy(text);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
            {
                _target[Length++] = (byte)'\\';
                _target[Length++] = (byte)rune.Value;
            }
            else if (rune.Value is >= 0x20 and < 0x7F)
            {
                _target[Length++] = (byte)rune.Value;
            }
            else
            {
                Escape(rune, "\\x"u8);
            }
        }
    }

    /// <summary>Writes a client's text as a field of the W3C's format: without blanks, what is not printable as %HH, a hyphen for nothing.</summary>
    public void Field(ReadOnlySpan<char> text)
    {
        text = Shorten(text);
        if (text.IsEmpty)
        {
            _target[Length++] = (byte)'-';
            return;
        }

        if (!text.ContainsAnyExcept(PlainField))
        {
            Copy(text);
            return;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == ' ')
            {
                _target[Length++] = (byte)'+';
            }
            else if (rune.Value is > 0x20 and < 0x7F and not '"')
            {
                _target[Length++] = (byte)rune.Value;
            }
            else
            {
                Escape(rune, "%"u8);
            }
        }
    }

    private static ReadOnlySpan<char> Shorten(ReadOnlySpan<char> text) => text.Length <= LongestText ? text : text[..LongestText];

    private static string PrintableBut(string special) => string.Concat(Enumerable.Range(0x20, 0x5F).Select(c => (char)c).Where(c => !special.Contains(c)));

    private void Copy(ReadOnlySpan<char> text)
    {
        Ascii.FromUtf16(text, _target[Length..], out var written);
        Length += written;
    }

    private void Escape(Rune rune, ReadOnlySpan<byte> prefix)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
        {
            Raw(prefix);
            Utf8Formatter.TryFormat(b, _target[Length..], out var written, new('x', 2));
            Length += written;
        }
    }
}
