using System.Text;
using DNS4Me.Agent.Web;
using DNS4Me.Agent.Web.Log;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Web;

public sealed class AccessLogTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-log-test-").FullName;
    private readonly FakeTimeProvider _time = new(Now);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_combined_form_is_Apaches()
        => Assert.Equal("192.0.2.1 - - [04/May/2026:03:02:01 +0000] \"GET /a?b HTTP/1.1\" 200 1234 \"http://x/\" \"curl/8\"\n", Line(WebLogFormat.Combined, Entry()));

    [Fact]
    public void The_W3Cs_form_has_its_fields()
        => Assert.Equal("2026-05-04 03:02:01 192.0.2.1 GET /a b 200 1234 0.012 HTTP/1.1 alice.example curl/8 http://x/\n", Line(WebLogFormat.W3C, Entry()));

    [Fact]
    public void What_is_missing_is_a_hyphen()
    {
        var entry = Entry() with { Referer = "", UserAgent = "", Target = "/" };
        Assert.EndsWith(" \"-\" \"-\"\n", Line(WebLogFormat.Combined, entry));
        Assert.Contains(" GET / - 200 ", Line(WebLogFormat.W3C, entry));
    }

    [Fact]
    public void What_is_no_request_has_none_in_its_line()
    {
        var entry = Entry() with { Method = "", Target = "", Protocol = "", Status = 400 };
        Assert.Contains("] \"-\" 400 ", Line(WebLogFormat.Combined, entry));
        Assert.Contains(" 192.0.2.1 - - - 400 ", Line(WebLogFormat.W3C, entry));
    }

    [Theory]
    [InlineData("a\r\nb")]
    [InlineData("a\nb\u2028c\u0085")]
    [InlineData("\" 200 1 \"x\" \"y")]
    [InlineData("\\\"")]
    [InlineData("\u001b[2J\u0000\u007f")]
    [InlineData("é\ud83d\ude00\ud83d")]
    public void No_text_of_a_client_leaves_its_place(string text)
    {
        var entry = Entry() with { Target = "/" + text, Referer = text, UserAgent = text, Host = text, Method = "GET" };
        var combined = Line(WebLogFormat.Combined, entry);
        Assert.Equal(1, combined.Count(c => c == '\n'));
        Assert.All(combined[..^1], c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(6, combined.Replace("\\\\", "").Replace("\\\"", "").Count(c => c == '"'));
        var w3c = Line(WebLogFormat.W3C, entry);
        Assert.All(w3c[..^1], c => Assert.InRange(c, ' ', '~'));
        Assert.Equal(12, w3c.Count(c => c == ' '));
    }

    [Fact]
    public void A_text_without_end_is_cut()
    {
        var entry = Entry() with { Target = "/" + new string('\u20ac', 100_000), UserAgent = new string('"', 100_000) };
        Assert.InRange(Line(WebLogFormat.Combined, entry).Length, 1000, 60_000);
    }

    [Fact]
    public void Logs_are_the_owners_alone_and_a_bounded_number_of_them_is_kept()
    {
        for (var i = 0; i < 20; i++)
        {
            using var log = new AccessLog(_folder, WebLogFormat.W3C, _time, size: 10_000);
            for (var line = 0; line < 200; line++)
            {
                log.Add(Entry());
            }
        }

        var files = Directory.GetFiles(_folder);
        Assert.Equal(WebLimits.LogsKept + 1, files.Length);
        foreach (var file in files)
        {
            var lines = File.ReadAllLines(file);
            Assert.StartsWith("#Software: DNS4Me", lines[0]);
            Assert.StartsWith("#Fields: date time c-ip", lines[3]);
            Assert.All(lines[4..], line => Assert.Equal(13, line.Split(' ').Length));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    [Fact]
    public void What_the_disk_does_not_take_is_counted_and_nobody_waits()
    {
        // A folder in the file's place cannot be written to.
        var path = Path.Combine(_folder, "access.log");
        Directory.CreateDirectory(path);
        using (var log = new AccessLog(_folder, WebLogFormat.Combined, _time, room: 64 * 1024))
        {
            for (var i = 0; i < 10_000; i++)
            {
                log.Add(Entry());
            }

            Assert.True(SpinWait.SpinUntil(() => log.Fault is not null, TimeSpan.FromSeconds(30)));
            Assert.Equal(FaultCode.WebLogUnwritable, log.Fault!.Code);
            Directory.Delete(path);
            Assert.True(SpinWait.SpinUntil(() =>
            {
                log.Add(Entry());
                return log.Fault is null;
            }, TimeSpan.FromSeconds(30)));
        }

        Assert.Matches("^# [0-9]+ requests are missing here", File.ReadAllText(path));
    }

    [Fact]
    public async Task Every_request_is_logged()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        await bench.GetAsync("/a.txt?q=\"", "User-Agent: \"quoted\\\"", "Referer: http://x/");
        await bench.GetAsync("/missing");
        await bench.Server.StopAsync(CancellationToken.None);
        var lines = await File.ReadAllLinesAsync(Path.Combine(bench.Logs, "access.log"));
        Assert.Equal(2, lines.Length);
        Assert.Matches("^127\\.0\\.0\\.1 - - \\[[^]]+\\] \"GET /a\\.txt\\?q=\\\\\" HTTP/1\\.1\" 200 5 \"http://x/\" \"\\\\\"quoted\\\\\\\\\\\\\"\"$", lines[0]);
        Assert.Contains("\"GET /missing HTTP/1.1\" 404 ", lines[1]);
    }

    [Fact]
    public async Task No_log_is_written_when_none_is_wanted()
    {
        await using var bench = await WebBench.StartAsync(bench => bench.Setting with { LogFormat = WebLogFormat.None });
        await bench.GetAsync("/");
        await bench.Server.StopAsync(CancellationToken.None);
        Assert.False(Directory.Exists(bench.Logs));
    }

    private static AccessEntry Entry()
        => new(Now, "192.0.2.1", "GET", "/a?b", "HTTP/1.1", 200, 1234, TimeSpan.FromMilliseconds(12), "alice.example", "http://x/", "curl/8");

    private static string Line(WebLogFormat format, AccessEntry entry)
    {
        var target = new byte[AccessFormat.MostBytes(entry)];
        return Encoding.UTF8.GetString(target, 0, new AccessFormat(format).Write(target, entry));
    }
}
