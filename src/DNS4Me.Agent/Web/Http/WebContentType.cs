using Microsoft.AspNetCore.StaticFiles;

namespace DNS4Me.Agent.Web.Http;

/// <summary>The media type of files of a kind.</summary>
/// <param name="Name">The type.</param>
/// <param name="IsText">Whether it is told that the text is in UTF-8.</param>
/// <param name="IsCompressible">Whether such files become much shorter.</param>
internal sealed record WebContentType(string Name, bool IsText, bool IsCompressible)
{
    private static readonly FileExtensionContentTypeProvider Known = new();
    private static readonly Dictionary<string, WebContentType> Types = Known.Mappings
        .ToDictionary(pair => pair.Key, pair => Create(pair.Value), StringComparer.OrdinalIgnoreCase);

    private static readonly WebContentType Unknown = Create("application/octet-stream");

    /// <summary>The type with the encoding of its text.</summary>
    public string NameWithUtf8 { get; } = Name + "; charset=utf-8";

    /// <summary>The type by a file's name.</summary>
    public static WebContentType Of(string name) => Types.GetValueOrDefault(Path.GetExtension(name)) ?? Unknown;

    private static WebContentType Create(string name)
    {
        var isText = name.StartsWith("text/", StringComparison.Ordinal) || name is "application/json" or "application/javascript" or "application/manifest+json";
        var isCompressible = isText || name.EndsWith("+xml", StringComparison.Ordinal) || name.EndsWith("+json", StringComparison.Ordinal)
            || name is "application/xml" or "application/wasm" or "application/rtf" or "application/vnd.ms-fontobject" or "font/ttf" or "font/otf" or "application/x-font-ttf"
                or "image/bmp" or "image/x-icon" or "application/postscript";
        return new(name, isText, isCompressible);
    }
}
