namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>The settings that the rows run with, and what follows from them: in seconds, so that a run is short.</summary>
internal static class Bounds
{
    /// <summary>The online settings' timeout where a lease is to end.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(12);

    /// <summary>The timeout where none is to end, however busy the machine.</summary>
    public static readonly TimeSpan LongTimeout = TimeSpan.FromMinutes(10);

    /// <summary>The options' interval of signs of life, and of tries to reconnect.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How long a request may take with that interval: one that was sent as the fault ended is lost first.</summary>
    public static readonly TimeSpan Request = TimeSpan.FromSeconds(3);

    /// <summary>A machine that is busy with other tests is late; by this much no setting's meaning changes.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromSeconds(15);

    /// <summary>How often a command that waits tries again.</summary>
    public static readonly TimeSpan CommandRetry = TimeSpan.FromSeconds(4);

    public const string AtOnce = "at once";
    public const string NextTry = "the reconnect interval and one request";
    public const string NextCommandTry = "4 s and one request";
    public const string NetworkUp = "2 s and one request";
    public const string Command = "one request";
    public const string AsLongAgain = "as long again as it was broken, at most 5 minutes";

    public static TimeSpan Of(string bound) => bound switch
    {
        AtOnce => TimeSpan.Zero,
        NextTry => Interval + Request,
        NextCommandTry => CommandRetry + Request,
        NetworkUp => TimeSpan.FromSeconds(2) + Request,
        Command => Request,
        AsLongAgain => TimeSpan.FromMinutes(1),
        _ => throw new ArgumentException($"'{bound}' is no bound.", nameof(bound)),
    };
}
