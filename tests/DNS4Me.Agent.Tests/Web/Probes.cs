namespace DNS4Me.Agent.Tests.Web;

/// <summary>What is tried against the web server from outside, by class.</summary>
internal static class Probes
{
    /// <summary>What stands in every file that must not be reached.</summary>
    public const string Marker = "MARKED-AND-NOT-FOR-VISITORS";

    private static readonly string[] Goals = ["marked.txt", "site-secret/marked.txt", "site.bak/marked.txt"];
    private static readonly string[] Starts = ["/", "/sub/", "/sub/deeper/", "/page.txt/", "/nothing/", "/.well-known/"];

    /// <summary>The classes of targets, each with its targets.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Targets { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["dots"] = Climb("..", "/"),
        ["encoded dots"] = [.. Climb("%2e%2e", "/"), .. Climb(".%2E", "/"), .. Climb("%2e.", "/")],
        ["encoded slashes"] = [.. Climb("..", "%2f"), .. Climb("%2e%2e", "%2F")],
        ["backslashes"] = [.. Climb("..", "\\"), .. Climb("..", "%5c"), .. Climb("%2e%2e", "%5C")],
        ["encoded twice"] = [.. Climb("%252e%252e", "/"), .. Climb("..", "%252f"), .. Climb("%252e%252e", "%255c"), .. Climb("%25%32%65%25%32%65", "/")],
        ["overlong"] = [.. Climb("%c0%ae%c0%ae", "/"), .. Climb("%e0%80%ae%e0%80%ae", "/"), .. Climb("..", "%c0%af"), .. Climb("%uff0e%uff0e", "/"), .. Climb("%ef%bc%8e%ef%bc%8e", "/"), .. Climb("%u002e%u002e", "%u2215")],
        ["ends cut off"] =
        [
            .. Climb("..", "/").Select(target => target + "%00.txt"), .. Climb("..", "/").Select(target => target + "%0a.html"), .. Climb("..", "/").Select(target => target + ";.txt"),
            "/.hidden.txt%00.txt", "/.hidden.txt%0a", "/.hidden.txt;x", "/.hidden.txt%00",
        ],
        ["whole paths"] =
        [
            .. new[] { "", "/", "//", "/%2f", "/%5c%5c", "file://", "http://alice.example/" }.Select(start => start + "{root}/marked.txt"),
            "http://alice.example/../marked.txt", "http://alice.example/%2e%2e/marked.txt", "http://alice.example/sub/../../marked.txt", "http://other.example/../site-secret/marked.txt",
        ],
        ["links"] =
        [
            "/link.txt", "/linked/marked.txt", "/linked/", "/sub/up/marked.txt", "/chain.txt", "/linked/../page.txt", "/hidden-link.txt", "/hidden-folder/marked.txt", "/beside/marked.txt",
            "/link.txt?x", "/linked//marked.txt", "/%6cink.txt", "/%6cinked/marked.txt", "/hidden-folder/",
        ],
        ["hidden"] =
        [
            "/.hidden.txt", "/%2ehidden.txt", "/sub/.hidden.txt", "/.git/config", "/%2egit/config", "/.git/", "/sub/../.hidden.txt", "/./.hidden.txt", "/.well-known/../.hidden.txt", "/.well-known/.hidden.txt",
            "/sub/.well-known/marked.txt", "/.HIDDEN.txt", "/.hidden.txt/", "/.hidden.txt?x", "//.hidden.txt",
        ],
        ["Windows names"] =
        [
            "/.hidden.txt::$DATA", "/.hidden.txt.", "/.hidden.txt%20", "/.hidden.txt%20.", "/.hidden.txt:$DATA", "/page.txt::$DATA/../../marked.txt", "/CON", "/NUL", "/COM1.txt", "/aux/../../marked.txt",
            "/C:/Windows/win.ini", "/C:%5cWindows%5cwin.ini", "/%5c%5c%3f%5cC:%5cWindows", "/HIDDEN~1.TXT", "/.git::$INDEX_ALLOCATION/config",
        ],
    };

    /// <summary>Whole requests of which a part is meant to be taken for a further request, whose answer would have the marker.</summary>
    public static IReadOnlyList<string> Smuggled { get; } =
    [
        .. new[] { "GET", "POST", "HEAD" }.SelectMany(method => new[]
        {
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: {{length}}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding: identity\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: 0\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: 0, {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: +0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: -1\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nContent-Length: 0x00\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nX: y\r\n Content-Length: {{length}}\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding: chunked\r\n\r\n1;ext=\"\r\nX\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\nHost: alice.example\nContent-Length: {{length}}\n\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\rContent-Length: 0\r\n\rX: y\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nHost: evil.example\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.0\r\nHost: alice.example\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nExpect: 100-continue\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
            $"{method} /page.txt HTTP/1.1\r\nHost: alice.example\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: {{length}}\r\n\r\n{{inner}}",
        }),
    ];

    /// <summary>The request that is smuggled.</summary>
    public const string Inner = "GET /smuggled.txt HTTP/1.1\r\nHost: alice.example\r\n\r\n";

    /// <summary>Ways up, from several places and to several depths.</summary>
    private static string[] Climb(string up, string separator)
        => [.. Starts.SelectMany((start, at) => Goals.Select((goal, i) => start + string.Concat(Enumerable.Repeat(up + separator, 1 + ((at + i) % 4))) + goal.Replace("/", separator)))];
}
