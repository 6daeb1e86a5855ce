namespace DNS4Me.Agent.Presence;

/// <summary>When the agent speaks to the service.</summary>
internal static class PresencePolicy
{
    /// <summary>How many signs of life fit into a timeout, so that two that are lost in a row do not end the lease.</summary>
    private const int SignsPerTimeout = 3;

    /// <summary>How much of a timeout a keep-alive interval of the user's may take at most.</summary>
    private const double MostOfTimeout = 0.8;

    /// <summary>How much sooner than planned a sign of life may be, as a part of the interval. It is never later.</summary>
    private const double Spread = 0.1;

    /// <summary>How much sooner than planned a try to reconnect may be: in an outage every agent tries.</summary>
    private const double ReconnectSpread = 0.3;

    /// <summary>The same for the first try. All agents of a service that fails lose it at once, so this one spreads them over the interval.</summary>
    private const double FirstReconnectSpread = 0.9;

    /// <summary>How long a request may take.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan ShortestRequest = TimeSpan.FromSeconds(3);

    /// <summary>A network that has just changed goes on changing for a moment.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestQuickRetry = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestCommandRetry = TimeSpan.FromSeconds(4);

    /// <summary>How long after a changed address was seen the service is to look again.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long after a sign of life the next one is due, which is a look at the address too; null without a timeout: then the agent never pings. Source: help
    /// file, "Online Settings", Timeout.
    /// </summary>
    public static TimeSpan? KeepAliveAfter(in PresenceContext context)
        => Interval(context) is { } interval ? Sooner(Min(interval, context.Option.LookInterval ?? interval), Spread, context.Jitter) : null;

    /// <summary>How long a keep-alive may take: a lost one is to be noticed while the lease still holds.</summary>
    public static TimeSpan RequestDeadline(in PresenceContext context)
        => Interval(context) is { } interval ? Clamp(interval, ShortestRequest, LongestRequest) : LongestRequest;

    /// <summary>How long after the first keep-alive that failed the second is due.</summary>
    public static TimeSpan QuickRetryAfter(in PresenceContext context)
        => Interval(context) is { } interval ? Clamp(interval / SignsPerTimeout, FirstRetry / 2, LongestQuickRetry) : LongestQuickRetry;

    /// <summary>
    /// How long after a failure the next try to reconnect is due: the option's interval, but never longer than between two signs of life, so
    /// that an outage shorter than the timeout goes unnoticed. Source: help file, "Options Dialog", reconnect.
    /// </summary>
    public static TimeSpan ReconnectAfter(in PresenceContext context) => Sooner(ReconnectInterval(context), ReconnectSpread, context.Jitter);

    /// <summary>How long after the connection was lost the first try to reconnect is due.</summary>
    public static TimeSpan FirstReconnectAfter(in PresenceContext context) => Sooner(ReconnectInterval(context), FirstReconnectSpread, context.Jitter);

    /// <summary>How long after the n-th failure to go online the next try is due: soon while a command waits, else ever longer, up to the reconnect interval.</summary>
    public static TimeSpan ConnectRetryAfter(int failures, bool waited, in PresenceContext context)
    {
        var longest = waited ? LongestCommandRetry : context.Option.ReconnectInterval;
        var doubled = FirstRetry * Math.Pow(2, Math.Min(failures, 16) - 1);
        return waited ? Min(doubled, longest) : Sooner(Min(doubled, longest), ReconnectSpread, context.Jitter);
    }

    /// <summary>How long after a change of the network the service is to hear of the agent.</summary>
    public static TimeSpan SettlingTime(in PresenceContext context) => Settling + (Settling * context.Jitter);

    private static TimeSpan ReconnectInterval(in PresenceContext context)
        => Interval(context) is { } interval ? Min(interval, context.Option.ReconnectInterval) : context.Option.ReconnectInterval;

    private static TimeSpan? Interval(in PresenceContext context)
    {
        if (context.Timeout == TimeSpan.Zero)
        {
            return null;
        }

        return Min(context.Option.KeepAliveInterval ?? context.Timeout / SignsPerTimeout, context.Timeout * MostOfTimeout);
    }

    private static TimeSpan Sooner(TimeSpan interval, double spread, double jitter) => interval * (1 - (spread * jitter));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : Min(value, most);
}
