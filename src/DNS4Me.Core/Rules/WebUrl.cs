namespace DNS4Me;

/// <summary>What a redirect may lead to.</summary>
public static class WebUrl
{
    /// <summary>The longest URL that is stored, in characters.</summary>
    public const int MaxLength = 2048;

    /// <summary>
    /// Whether the text is an absolute http or https URL that can stand in a Location header: without control characters, blanks
    /// or credentials, and no longer than <see cref="MaxLength"/>.
    /// </summary>
    public static bool IsValid(string? text)
        => text is { Length: > 0 and <= MaxLength }
            && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == "http" || uri.Scheme == "https")
            && uri.Host.Length > 0
            && uri.UserInfo.Length == 0;

    /// <summary>A URL as it stands in a Location header: with a host of A-labels, and the rest escaped (RFC 3987, section 3.1).</summary>
    /// <returns>Null when its host has no A-labels.</returns>
    public static string? ToAscii(Uri url)
    {
        try
        {
            var text = IsAscii(url.AbsoluteUri) ? url.AbsoluteUri : new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri;
            return IsAscii(text) ? text : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool IsAscii(string text) => text.All(c => c < 0x80);
}
