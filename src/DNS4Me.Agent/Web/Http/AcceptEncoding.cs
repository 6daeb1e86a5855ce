using System.Globalization;

namespace DNS4Me.Agent.Web.Http;

/// <summary>Which codings a client takes, the better one first (RFC 9110, section 12.5.3).</summary>
/// <param name="First">The coding to try first; identity for none.</param>
/// <param name="Second">The coding to try next; identity for none.</param>
internal readonly record struct AcceptEncoding(ContentCoding First, ContentCoding Second)
{
    /// <summary>Reads the header field.</summary>
    /// <param name="field">Its value; null when there is none.</param>
    public static AcceptEncoding Read(string? field)
    {
        if (string.IsNullOrEmpty(field))
        {
            return default;
        }

        double? brotli = null, gzip = null, any = null;
        foreach (var range in field.AsSpan().Split(','))
        {
            var item = field.AsSpan()[range];
            var semicolon = item.IndexOf(';');
            var name = (semicolon < 0 ? item : item[..semicolon]).Trim();
            var weight = semicolon < 0 ? 1 : ReadWeight(item[(semicolon + 1)..]);
            if (name.Equals("br", StringComparison.OrdinalIgnoreCase))
            {
                brotli = weight;
            }
            else if (name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase))
            {
                gzip = weight;
            }
            else if (name is "*")
            {
                any = weight;
            }
        }

        var (b, g) = (brotli ?? any ?? 0, gzip ?? any ?? 0);
        return (b > 0, g > 0) switch
        {
            (true, true) => b >= g ? new(ContentCoding.Brotli, ContentCoding.Gzip) : new(ContentCoding.Gzip, ContentCoding.Brotli),
            (true, false) => new(ContentCoding.Brotli, ContentCoding.Identity),
            (false, true) => new(ContentCoding.Gzip, ContentCoding.Identity),
            _ => default,
        };
    }

    /// <summary>A weight that cannot be read asks for nothing.</summary>
    private static double ReadWeight(ReadOnlySpan<char> parameter)
    {
        parameter = parameter.Trim();
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight is >= 0 and <= 1 ? weight : 0;
    }
}
