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
}
