using System.Net.Sockets;
using System.Text;
using DNS4Me.Agent.Web;

namespace DNS4Me.Agent.Tests.Web;

public class ConnectionTests
{
    private const int Idle = 2000;

    [Fact]
    public async Task Thousands_of_idle_connections_do_not_keep_others_from_being_served()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        var idle = new List<Socket>();
        try
        {
            for (var i = 0; i < Idle; i++)
            {
                idle.Add(await RawHttp.ConnectAsync(bench.Port));

                // Some have sent nothing, some a part of a request, some have been answered.
                if (i % 3 == 1)
                {
                    await idle[^1].SendAsync("GET /a.txt HT"u8.ToArray());
                }
                else if (i % 3 == 2)
                {
                    await idle[^1].SendAsync("GET /a.txt HTTP/1.1\r\nHost: alice.example\r\n\r\n"u8.ToArray());
                }
            }

            for (var i = 0; i < 20; i++)
            {
                Assert.Equal("hello", (await bench.GetAsync("/a.txt")).Body);
            }

            Assert.True(bench.Server.GetStatus().Connections >= Idle / 3);
        }
        finally
        {
            idle.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task A_head_that_never_ends_is_not_waited_for()
    {
        await using var bench = await WebBench.StartAsync();
        using var slow = await RawHttp.ConnectAsync(bench.Port);
        using var deadline = new CancellationTokenSource(WebLimits.HeadersDeadline * 4);
        await slow.SendAsync("GET / HTTP/1.1\r\nHost: alice.example\r\n"u8.ToArray(), deadline.Token);
        var answer = new StringBuilder();
        var buffer = new byte[1000];
        while (true)
        {
            var receiving = slow.ReceiveAsync(buffer, deadline.Token).AsTask();
            while (await Task.WhenAny(receiving, Task.Delay(TimeSpan.FromSeconds(1), deadline.Token)) != receiving)
            {
                // A byte now and then does not buy more time.
                await slow.SendAsync("X"u8.ToArray(), deadline.Token);
            }

            var read = await receiving;
            if (read == 0)
            {
                break;
            }

            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        Assert.StartsWith("HTTP/1.1 408", answer.ToString());
    }

    [Fact]
    public async Task What_is_refused_before_it_is_handed_on_is_logged_and_counted_once()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("b", "x");
        string[] connections =
        [
            "\u0016\u0003\u0001\r\n\r\n",
            "GET /a HTTP/1.1\r\nHost: alice.example\r\nX : y\r\n\r\n",
            $"GET /{new string('a', WebLimits.LongestRequestLine)} HTTP/1.1\r\n\r\n",
            "GET /b HTTP/1.1\r\nHost: alice.example\r\n\r\nnonsense\r\n\r\n",
            "GET /c HTTP/1.1\r\nHost: alice.example\r\nContent-Length: 5\r\n\r\nhello",
        ];
        foreach (var requests in connections)
        {
            await RawHttp.SendAsync(bench.Port, requests);
        }

        var counted = bench.Server.GetStatus().Requests;
        await bench.Server.StopAsync(CancellationToken.None);
        var lines = await File.ReadAllLinesAsync(Path.Combine(bench.Logs, "access.log"), TestContext.Current.CancellationToken);
        Assert.Equal(["- 400", "GET /a HTTP/1.1 400", "- 414", "GET /b HTTP/1.1 200", "- 400", "GET /c HTTP/1.1 400"], lines.Select(RequestAndStatus));
        Assert.Equal(lines.Length, counted);
        Assert.All(lines, line => Assert.StartsWith("127.0.0.1 - - [", line));
    }

    private static string RequestAndStatus(string line)
    {
        var parts = line.Split('"');
        return $"{parts[1]} {parts[2].Trim().Split(' ')[0]}";
    }

    [Theory]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: alice.example\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: alice.example\r\nX: {long}{long}\r\n\r\n", 431)]
    [InlineData("GET / HTTP/1.1\r\nHost: alice.example\r\n{many}\r\n", 431)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: alice.example/x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/3.7\r\nHost: alice.example\r\n\r\n", 505)]
    [InlineData("GET /\r\n\r\n", 400)]
    [InlineData("G\u00e9T / HTTP/1.1\r\nHost: alice.example\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: alice.example\r\nX : y\r\n\r\n", 400)]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\r\n\r\n", 400)]
    public async Task What_is_too_long_or_no_HTTP_is_refused(string request, int status)
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("index.html", "x");
        var answer = await RawHttp.SendAsync(bench.Port, request
            .Replace("{long}", new string('a', WebLimits.LongestRequestLine + 1))
            .Replace("{many}", string.Concat(Enumerable.Range(0, WebLimits.MostHeaders + 1).Select(i => $"X{i}: y\r\n"))));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_body_is_not_waited_for()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "hello");
        Assert.Equal(405, (await RawHttp.SendAsync(bench.Port, "POST /a.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: 1000000000\r\n\r\nx")).Status);
        Assert.Equal(400, (await RawHttp.SendAsync(bench.Port, "GET /a.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: 5\r\n\r\nhello")).Status);
        Assert.Equal(405, (await RawHttp.SendAsync(bench.Port, "POST /a.txt HTTP/1.1\r\nHost: alice.example\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n")).Status);
    }

    [Fact]
    public async Task Requests_that_come_together_are_answered_in_their_order()
    {
        await using var bench = await WebBench.StartAsync();
        bench.Write("a.txt", "first");
        bench.Write("b.txt", "second");
        var answer = await RawHttp.SendAsync(bench.Port,
            "GET /a.txt HTTP/1.1\r\nHost: alice.example\r\n\r\nGET /b.txt HTTP/1.1\r\nHost: alice.example\r\nConnection: close\r\n\r\n");
        Assert.True(answer.Text.IndexOf("first", StringComparison.Ordinal) < answer.Text.IndexOf("second", StringComparison.Ordinal));
    }
}
