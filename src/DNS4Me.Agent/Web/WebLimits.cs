using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DNS4Me.Agent.Web;

/// <summary>Every limit of the web server, in one place. They are explained in docs/web-server.md.</summary>
internal static class WebLimits
{
    /// <summary>The longest request line, in bytes; a longer one is answered with 414.</summary>
    public const int LongestRequestLine = 8 * 1024;

    /// <summary>The most that a request's header fields may take together, in bytes; more is answered with 431.</summary>
    public const int LongestHeaders = 16 * 1024;

    /// <summary>How many header fields a request may have; more are answered with 431.</summary>
    public const int MostHeaders = 64;

    /// <summary>How many connections may be open on a port; further ones are closed as they come.</summary>
    public const int MostConnections = 8192;

    /// <summary>How many requests may be under way on one connection of HTTP/2.</summary>
    public const int MostStreams = 100;

    /// <summary>How many bytes of a body wait for a reader that is slower than the disk.</summary>
    public const int UnsentBytes = 128 * 1024;

    /// <summary>How large a piece a large file is read in, in bytes.</summary>
    public const int ReadSize = 64 * 1024;

    /// <summary>Up to this length, in bytes, a file is read whole and kept in memory.</summary>
    public const int SmallFile = 1024 * 1024;

    /// <summary>How much memory files may take, in bytes, with their compressed forms.</summary>
    public const long CacheSize = 32 * 1024 * 1024;

    /// <summary>From this length on, in bytes, a file is worth compressing.</summary>
    public const int WorthCompressing = 256;

    /// <summary>How many entries of a folder are listed.</summary>
    public const int MostListed = 5000;

    /// <summary>How long the log may become, in bytes, before the next one is begun.</summary>
    public const long LogSize = 10 * 1024 * 1024;

    /// <summary>How many logs are kept beside the one that is written.</summary>
    public const int LogsKept = 5;

    /// <summary>How many bytes of log wait for the disk; what is beyond them is counted, not logged.</summary>
    public const int UnwrittenLog = 4 * 1024 * 1024;

    /// <summary>How long a request's head may take to arrive, and a TLS handshake.</summary>
    public static readonly TimeSpan HeadersDeadline = TimeSpan.FromSeconds(15);

    /// <summary>How long a connection without a request is kept.</summary>
    public static readonly TimeSpan KeepConnection = TimeSpan.FromSeconds(75);

    /// <summary>How long requests under way may take to end when a port is closed.</summary>
    public static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(5);

    /// <summary>The slowest reader that is put up with: 240 bytes a second, after ten seconds.</summary>
    public static MinDataRate SlowestReader => new(240, TimeSpan.FromSeconds(10));
}
