using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Agent.Web.Http;

/// <summary>What a conditional request comes to (RFC 9110, section 13.2.2, in its order).</summary>
internal enum Precondition
{
    /// <summary>It is answered as if there were no condition.</summary>
    Holds,

    /// <summary>The client has it already: 304.</summary>
    NotModified,

    /// <summary>It is not what the client thinks: 412.</summary>
    Failed,
}

/// <summary>Judges the conditions of requests for a representation with a strong entity tag.</summary>
internal static class Preconditions
{
    /// <summary>Judges a request's conditions.</summary>
    /// <param name="headers">The request's header fields.</param>
    /// <param name="etag">The representation's tag, with its quotes.</param>
    /// <param name="modified">When it was changed, in whole seconds.</param>
    public static Precondition Check(IHeaderDictionary headers, string etag, DateTimeOffset modified)
    {
        if (headers.IfMatch is { Count: > 0 } wanted)
        {
            if (!Lists(wanted.ToString(), etag, weakly: false))
            {
                return Precondition.Failed;
            }
        }
        else if (headers.IfUnmodifiedSince is { Count: > 0 } unmodifiedSince && ReadDate(unmodifiedSince.ToString()) is { } before && modified > before)
        {
            return Precondition.Failed;
        }

        if (headers.IfNoneMatch is { Count: > 0 } known)
        {
            return Lists(known.ToString(), etag, weakly: true) ? Precondition.NotModified : Precondition.Holds;
        }

        return headers.IfModifiedSince is { Count: > 0 } modifiedSince && ReadDate(modifiedSince.ToString()) is { } since && modified <= since
            ? Precondition.NotModified : Precondition.Holds;
    }

    /// <summary>Whether a range is still one of the representation that the client has a part of (RFC 9110, section 13.1.5).</summary>
    public static bool IsRangeGood(IHeaderDictionary headers, string etag, DateTimeOffset modified)
    {
        if (headers.IfRange is not { Count: > 0 } field)
        {
            return true;
        }

        var text = field.ToString();
        return text.Contains('"') ? text == etag : ReadDate(text) == modified;
    }

    /// <summary>Whether a list of tags has a tag, or is an asterisk.</summary>
    private static bool Lists(string list, string etag, bool weakly)
    {
        if (list.Trim() == "*")
        {
            return true;
        }

        // A tag may have a comma in it, so the list is gone through tag by tag.
        for (var rest = list.AsSpan(); ;)
        {
            rest = rest.TrimStart(", \t");
            var isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
            rest = isWeak ? rest[2..] : rest;
            if (rest.IsEmpty || rest[0] != '"' || rest[1..].IndexOf('"') is not (>= 0 and var end))
            {
                return false;
            }

            if (rest[..(end + 2)].SequenceEqual(etag) && (weakly || !isWeak))
            {
                return true;
            }

            rest = rest[(end + 2)..];
        }
    }

    private static DateTimeOffset? ReadDate(string text)
        => DateTimeOffset.TryParseExact(text, ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date) ? date : null;
}
