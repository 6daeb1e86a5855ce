using System.Globalization;

namespace DNS4Me.Agent.Web.Http;

/// <summary>Which bytes of a body are wanted (RFC 9110, section 14.2). Several ranges at once are answered with the whole, as the standard lets a server do.</summary>
/// <param name="Start">The first byte.</param>
/// <param name="Length">How many.</param>
internal readonly record struct ByteRange(long Start, long Length)
{
    private const string Unit = "bytes=";

    /// <summary>Reads the header field.</summary>
    /// <param name="field">Its value; null when there is none.</param>
    /// <param name="length">How long the body is.</param>
    /// <param name="unsatisfiable">Whether the range is a proper one of which the body has nothing: 416.</param>
    /// <returns>The range; null when the whole is to be sent.</returns>
    public static ByteRange? Read(string? field, long length, out bool unsatisfiable)
    {
        unsatisfiable = false;
        if (field is null || !field.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || field.Contains(','))
        {
            return null;
        }

        var text = field.AsSpan(Unit.Length).Trim();
        var hyphen = text.IndexOf('-');
        if (hyphen < 0)
        {
            return null;
        }

        var from = text[..hyphen];
        var to = text[(hyphen + 1)..];
        if (from.IsEmpty)
        {
            if (!TryRead(to, out var last))
            {
                return null;
            }

            unsatisfiable = last == 0 || length == 0;
            last = Math.Min(last, length);
            return unsatisfiable ? null : new(length - last, last);
        }

        var end = long.MaxValue;
        if (!TryRead(from, out var start) || (!to.IsEmpty && !TryRead(to, out end)) || end < start)
        {
            return null;
        }

        unsatisfiable = start >= length;
        return unsatisfiable ? null : new(start, Math.Min(end, length - 1) - start + 1);
    }

    /// <summary>Digits alone; more than fit are as many as fit.</summary>
    private static bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            value = long.MaxValue;
        }

        return true;
    }
}
