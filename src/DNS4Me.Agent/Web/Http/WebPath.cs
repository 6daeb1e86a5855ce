using System.Buffers;
using System.Text;
using System.Text.Unicode;
using DNS4Me.Agent.Web.Files;

namespace DNS4Me.Agent.Web.Http;

/// <summary>What a request's path comes to.</summary>
internal enum WebPathVerdict
{
    /// <summary>A path below the site's folder.</summary>
    Fine,

    /// <summary>Something that no honest client sends: 400.</summary>
    Malformed,

    /// <summary>Nothing that is ever served: 404.</summary>
    NotServed,
}

/// <summary>
/// The path of a request, read: decoded once and taken apart, or refused. Nothing else turns what a client sent into the name of a file.
/// </summary>
/// <remarks>What a path of this kind leads to on the disk, over links, is checked again on the open file (<see cref="SiteFolder"/>).</remarks>
internal static class WebPath
{
    /// <summary>The one folder with a leading dot that is served, at a site's root (RFC 8615).</summary>
    public const string WellKnown = ".well-known";

    private const int LongestSegment = 255;
    private const int MostSegments = 64;

    /// <summary>The characters of which plain paths are made: those that stand for themselves in a URL and need no look.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>What a second decoding would turn into a way out.</summary>
    private static readonly SearchValues<string> EncodedTwice = SearchValues.Create(["%2e", "%2f", "%5c", "%00", "%25"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a path.</summary>
    /// <param name="raw">The path as it was sent, without the query: "/", or "/a/b%20c".</param>
    /// <param name="windows">Whether names are those of Windows, with its devices, streams and forgotten endings.</param>
    /// <param name="path">The path decoded: it begins with a slash, ends with one if the path sent did, and has no empty segment.</param>
    public static WebPathVerdict Read(string raw, bool windows, out string path)
    {
        path = "";
        if (raw.Length == 0 || raw[0] != '/')
        {
            return WebPathVerdict.Malformed;
        }

        if (raw.AsSpan().ContainsAnyExcept(Plain))
        {
            if (Decode(raw) is not { } decoded)
            {
                return WebPathVerdict.Malformed;
            }

            raw = decoded;
        }

        var verdict = Check(raw, windows);
        path = verdict == WebPathVerdict.Fine ? raw : "";
        return verdict;
    }

    /// <summary>Whether a name on the disk can be asked for; what cannot is not listed either.</summary>
    public static bool IsServed(string name, bool windows)
        => !name.Contains('/') && CheckText(name) && !name.AsSpan().ContainsAny(EncodedTwice) && CheckSegment(name, isFirst: false, windows) == WebPathVerdict.Fine;

    /// <summary>Whether a query could be repeated in a header field: visible characters alone.</summary>
    public static bool IsQuery(ReadOnlySpan<char> query) => !query.ContainsAnyExceptInRange('!', '~');

    /// <summary>A decoded path as it is written in a URL. It never begins with two slashes, so a browser takes it for no host.</summary>
    public static string Encode(ReadOnlySpan<char> path)
    {
        var encoded = new StringBuilder(path.Length + 16);
        foreach (var range in path.Split('/'))
        {
            encoded.Append(Uri.EscapeDataString(path[range])).Append('/');
        }

        encoded.Length--;
        return encoded.ToString();
    }

    /// <summary>Whether a path relative to the site's folder, as the system names it, has a part that is hidden.</summary>
    /// <param name="relative">The path, without a leading separator.</param>
    /// <param name="separator">What parts are separated by.</param>
    public static bool IsHidden(ReadOnlySpan<char> relative, char separator)
    {
        var isFirst = true;
        foreach (var range in relative.Split(separator))
        {
            var part = relative[range];
            if (part.StartsWith('.') && !(isFirst && part.SequenceEqual(WellKnown)))
            {
                return true;
            }

            isFirst = false;
        }

        return false;
    }

    private static WebPathVerdict Check(string path, bool windows)
    {
        var rest = path.AsSpan(1);
        var count = 0;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('/');
            var segment = end < 0 ? rest : rest[..end];
            if (segment.IsEmpty || ++count > MostSegments)
            {
                return WebPathVerdict.NotServed;
            }

            if (CheckSegment(segment, count == 1, windows) is var verdict && verdict != WebPathVerdict.Fine)
            {
                return verdict;
            }

            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return WebPathVerdict.Fine;
    }

    private static WebPathVerdict CheckSegment(ReadOnlySpan<char> segment, bool isFirst, bool windows)
    {
        if (segment[0] == '.')
        {
            return segment is "." or ".." ? WebPathVerdict.Malformed
                : isFirst && segment.SequenceEqual(WellKnown) ? WebPathVerdict.Fine : WebPathVerdict.NotServed;
        }

        return segment.Length > LongestSegment || Encoding.UTF8.GetByteCount(segment) > LongestSegment || (windows && !WindowsNames.IsPlain(segment))
            ? WebPathVerdict.NotServed : WebPathVerdict.Fine;
    }

    /// <summary>Decodes percent signs, once.</summary>
    /// <returns>The text; null when it is malformed, or hides a separator, a control character or another round of encoding.</returns>
    private static string? Decode(string raw)
    {
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var c = raw[i];
            if (c == '%')
            {
                if (i + 2 >= raw.Length || !char.IsAsciiHexDigit(raw[i + 1]) || !char.IsAsciiHexDigit(raw[i + 2]))
                {
                    return null;
                }

                c = (char)((FromHex(raw[i + 1]) << 4) | FromHex(raw[i + 2]));
                i += 2;
                if (c == '/')
                {
                    return null;
                }
            }
            else if (c is >= (char)0x80 or '#' or '?')
            {
                return null;
            }

            bytes[length++] = (byte)c;
        }

        if (!Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes, 0, length);
        return CheckText(text) && !text.AsSpan().ContainsAny(EncodedTwice) ? text : null;
    }

    /// <summary>No control character, no backslash and nothing that stands for bytes that are no text.</summary>
    private static bool CheckText(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) || c is '\\' or '\uFFFD' or '\uFEFF' or '\u2028' or '\u2029')
            {
                return false;
            }
        }

        return true;
    }

    private static int FromHex(char c) => char.IsAsciiDigit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
}
