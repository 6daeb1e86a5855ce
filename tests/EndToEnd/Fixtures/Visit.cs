using System.Globalization;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>One answer that a visitor met on the way.</summary>
internal sealed record Hop(int Status, IReadOnlyDictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

/// <summary>What a visitor met: every answer on the way, and the body of the last.</summary>
internal sealed record Visit(IReadOnlyList<Hop> Hops, string Body)
{
    /// <summary>Reads what <c>curl -i -L</c> writes.</summary>
    public static Visit Read(string text)
    {
        var hops = new List<Hop>();
        var lines = text.Split('\n').Select(line => line.TrimEnd('\r')).ToArray();
        var at = 0;
        while (at < lines.Length && lines[at].StartsWith("HTTP/", StringComparison.Ordinal))
        {
            var status = int.Parse(lines[at++].Split(' ')[1], CultureInfo.InvariantCulture);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (; at < lines.Length && lines[at].Length > 0; at++)
            {
                var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
                headers[lines[at][..colon]] = lines[at][(colon + 1)..].Trim();
            }

            at++;
            hops.Add(new(status, headers));
        }

        return new(hops, string.Join('\n', lines[Math.Min(at, lines.Length)..]));
    }
}
