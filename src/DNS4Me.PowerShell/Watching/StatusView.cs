using System.Globalization;
using System.Text;

namespace DNS4Me.PowerShell.Watching;

/// <summary>How things stand, as lines for a console: presence, address, the lease running down, the next step, recent status.</summary>
/// <param name="width">How many characters a line may have.</param>
/// <param name="height">How many lines there may be; the oldest of recent status give way.</param>
internal sealed class StatusView(int width, int height)
{
    /// <summary>The width of lines that nothing cuts, as in a file.</summary>
    public const int Unlimited = int.MaxValue;

    private const int LabelWidth = 13;
    private const string Ellipsis = "…";

    /// <summary>The lines.</summary>
    /// <param name="status">How things stand.</param>
    /// <param name="now">The moment.</param>
    /// <param name="hint">The last line.</param>
    public IReadOnlyList<string> Lines(AgentStatus status, DateTimeOffset now, string hint)
    {
        var lines = new List<string> { Line("Presence", Presence(status, now)) };
        if (!status.AgentRunning)
        {
            lines.AddRange(Wrapped("Agent", "No agent is running. This follows from the files that the last one left."));
        }

        lines.Add(Line("Address", Join([status.Address, status.AddressIPv6]) ?? "-"));
        lines.Add(Line("Domains", Join(status.Domains) ?? "none yet"));
        lines.Add(Line("Service", status.Server ?? "-"));
        lines.Add(Line("Lease", Lease(status, now)));
        lines.Add(Line("Next step", NextStep(status, now)));
        lines.Add(Line("Internet", Internet(status)));
        if (status.Fault is { } fault)
        {
            lines.AddRange(Wrapped("Problem", $"{fault.Message} {fault.Action}"));
        }

        lines.Add("");
        lines.Add(Fit("Recent status"));
        var room = Math.Max(1, height - lines.Count - 2);
        var events = status.RecentStatus.Skip(Math.Max(0, status.RecentStatus.Count - room)).Select(item => EventLine(item, width)).ToList();
        lines.AddRange(events.Count == 0 ? [Fit("  none")] : events);
        lines.Add(Fit(hint));
        return lines;
    }

    /// <summary>What changed, as one line for where nothing can be redrawn.</summary>
    public static string Summary(AgentStatus status, DateTimeOffset now) => Clean($"{Presence(status, now)}; address {Join([status.Address, status.AddressIPv6]) ?? "-"}{(status.AgentRunning ? "" : "; no agent is running")}");

    /// <summary>An event as a line.</summary>
    public static string EventLine(StatusEvent item, int width) => Fit($"  {Clock(item.Time)}  {Words(item.Kind),-19} {item.Message}", width);

    private static string Presence(AgentStatus status, DateTimeOffset now)
    {
        var since = status.Since is { } start ? $" since {Clock(start)} ({Span(now - start)})" : "";
        return $"{status.State}{since}";
    }

    private static string Lease(AgentStatus status, DateTimeOffset now) => status switch
    {
        { LeaseEnds: { } ends } when ends > now => $"{Span(ends - now)} left (until {Clock(ends)})",
        { LeaseEnds: { } ends } => $"ended at {Clock(ends)}",
        { State: AgentState.Online or AgentState.Reconnecting } => "without end: no timeout is set",
        _ => "none",
    };

    private static string NextStep(AgentStatus status, DateTimeOffset now)
    {
        var what = status.State switch
        {
            AgentState.Online => "sign of life",
            AgentState.Connecting or AgentState.Reconnecting => "another try",
            AgentState.Offline => "telling the service",
            _ => "",
        };
        return status.NextContact switch
        {
            null when status.State is AgentState.Superseded or AgentState.Refused => "none until Connect-DNS4Me",
            null when status.State is AgentState.Connecting => "asking the service",
            null => "none",
            { } due when due <= now => $"{what} now",
            { } due => $"{what} in {Span(due - now)} (at {Clock(due)})",
        };
    }

    private static string Internet(AgentStatus status) => status.InternetConnected switch
    {
        null => "not known",
        true => status.InternetSince is { } since ? $"connected since {Clock(since)}" : "connected",
        false => status.InternetLostAt is { } lost ? $"lost at {Clock(lost)}" : "none",
    };

    /// <summary>A kind of event as words: ConnectionLost is "connection lost".</summary>
    private static string Words(EventKind kind)
    {
        var text = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? $" {char.ToLowerInvariant(letter)}" : letter.ToString());
        }

        return text.ToString();
    }

    private static string Clock(DateTimeOffset time)
    {
        var local = time.ToLocalTime();
        return local.ToString(local.Date == DateTime.Today ? "T" : "G", CultureInfo.CurrentCulture);
    }

    private static string Span(TimeSpan span)
    {
        span = span < TimeSpan.Zero ? TimeSpan.Zero : span;
        return span.TotalDays >= 1
            ? string.Format(CultureInfo.InvariantCulture, "{0}d {1:00}:{2:00}:{3:00}", (int)span.TotalDays, span.Hours, span.Minutes, span.Seconds)
            : string.Format(CultureInfo.InvariantCulture, "{0}:{1:00}:{2:00}", span.Hours, span.Minutes, span.Seconds);
    }

    private static string? Join<T>(IEnumerable<T> items) => string.Join(", ", items.Where(item => item is not null)) is { Length: > 0 } text ? text : null;

    private string Line(string label, string value) => Fit(label.PadRight(LabelWidth) + value);

    /// <summary>What to do is worth as many lines as it takes.</summary>
    private IEnumerable<string> Wrapped(string label, string text)
    {
        var room = Math.Max(20, width - LabelWidth);
        var line = new StringBuilder(label.PadRight(LabelWidth));
        var used = 0;
        foreach (var word in Clean(text).Split(' '))
        {
            if (used > 0 && used + 1 + word.Length > room)
            {
                yield return Fit(line.ToString());
                line.Clear().Append(' ', LabelWidth);
                used = 0;
            }

            line.Append(used > 0 ? " " : "").Append(word);
            used += word.Length + (used > 0 ? 1 : 0);
        }

        yield return Fit(line.ToString());
    }

    private string Fit(string line) => Fit(line, width);

    private static string Fit(string line, int width)
    {
        line = Clean(line);
        return line.Length <= width ? line : line.Substring(0, Math.Max(0, width - 1)) + Ellipsis;
    }

    /// <summary>What others chose, as another machine's name, must not speak to the terminal.</summary>
    private static string Clean(string text) => text.Any(char.IsControl) ? new([.. text.Select(c => char.IsControl(c) ? '?' : c)]) : text;
}
