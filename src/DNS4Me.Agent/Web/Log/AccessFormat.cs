using System.Globalization;
using System.Text;

namespace DNS4Me.Agent.Web.Log;

/// <summary>The form of the log's lines.</summary>
/// <param name="format">Which form.</param>
internal sealed class AccessFormat(WebLogFormat format)
{
    private const string Fields = "date time c-ip cs-method cs-uri-stem cs-uri-query sc-status sc-bytes time-taken cs-version cs-host cs(User-Agent) cs(Referer)";

    /// <summary>The most that a line takes beside the client's texts: an address, a date, numbers and what separates them.</summary>
    private const int OwnText = 256;

    /// <summary>The last second's text: most requests share it with the one before.</summary>
    private Moment _moment = new(0, []);

    /// <summary>The log's file name, which tells the form.</summary>
    public string FileName => format == WebLogFormat.W3C ? "access.w3c.log" : "access.log";

    /// <summary>What a log begins with.</summary>
    public byte[] Head(DateTimeOffset now) => format != WebLogFormat.W3C ? [] : Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"#Software: DNS4Me\n#Version: 1.0\n#Date: {now.UtcDateTime:yyyy-MM-dd HH:mm:ss}\n#Fields: {Fields}\n"));

    /// <summary>What is written in the place of requests that were not logged.</summary>
    public static byte[] Gap(long lost) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"# {lost} requests are missing here: the disk did not take them.\n"));

    /// <summary>How many bytes a line may take.</summary>
    public static int MostBytes(in AccessEntry entry) => OwnText + LineWriter.MostBytes(entry.Method) + LineWriter.MostBytes(entry.Target) + LineWriter.MostBytes(entry.Protocol)
        + LineWriter.MostBytes(entry.Host) + LineWriter.MostBytes(entry.Referer) + LineWriter.MostBytes(entry.UserAgent);

    /// <summary>Writes a line.</summary>
    /// <param name="target">Room for <see cref="MostBytes"/>.</param>
    /// <param name="entry">What to log.</param>
    /// <returns>The line's length, with its end.</returns>
    public int Write(Span<byte> target, in AccessEntry entry)
    {
        var line = new LineWriter(target);
        if (format == WebLogFormat.W3C)
        {
            WriteW3C(ref line, entry);
        }
        else
        {
            WriteCombined(ref line, entry);
        }

        line.Raw("\n"u8);
        return line.Length;
    }

    private void WriteCombined(ref LineWriter line, in AccessEntry entry)
    {
        line.Plain(entry.Address);
        line.Raw(" - - ["u8);
        line.Raw(TextOf(entry.Time));
        line.Raw("] \""u8);
        if (entry.Method.Length == 0)
        {
            line.Raw("-"u8);
        }
        else
        {
            line.Quoted(entry.Method);
            line.Raw(" "u8);
            line.Quoted(entry.Target);
            line.Raw(" "u8);
            line.Quoted(entry.Protocol);
        }

        line.Raw("\" "u8);
        line.Number(entry.Status);
        line.Raw(" "u8);
        line.Number(entry.Bytes);
        line.Raw(" \""u8);
        line.Quoted(entry.Referer.Length == 0 ? "-" : entry.Referer);
        line.Raw("\" \""u8);
        line.Quoted(entry.UserAgent.Length == 0 ? "-" : entry.UserAgent);
        line.Raw("\""u8);
    }

    private void WriteW3C(ref LineWriter line, in AccessEntry entry)
    {
        var target = entry.Target.AsSpan();
        var query = target.IndexOf('?');
        line.Raw(TextOf(entry.Time));
        line.Raw(" "u8);
        line.Plain(entry.Address);
        line.Raw(" "u8);
        line.Field(entry.Method);
        line.Raw(" "u8);
        line.Field(query < 0 ? target : target[..query]);
        line.Raw(" "u8);
        line.Field(query < 0 ? [] : target[(query + 1)..]);
        line.Raw(" "u8);
        line.Number(entry.Status);
        line.Raw(" "u8);
        line.Number(entry.Bytes);
        line.Raw(" "u8);
        line.Plain(entry.Taken.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        line.Raw(" "u8);
        line.Field(entry.Protocol);
        line.Raw(" "u8);
        line.Field(entry.Host);
        line.Raw(" "u8);
        line.Field(entry.UserAgent);
        line.Raw(" "u8);
        line.Field(entry.Referer);
    }

    private byte[] TextOf(DateTimeOffset time)
    {
        var second = time.ToUnixTimeSeconds();
        var moment = _moment;
        if (moment.Second != second)
        {
            var form = format == WebLogFormat.W3C ? "yyyy-MM-dd HH:mm:ss" : "dd/MMM/yyyy:HH:mm:ss +0000";
            _moment = moment = new(second, Encoding.ASCII.GetBytes(time.UtcDateTime.ToString(form, CultureInfo.InvariantCulture)));
        }

        return moment.Text;
    }

    private sealed record Moment(long Second, byte[] Text);
}
