namespace DNS4Me.Agent.Network;

/// <summary>Whether this machine has an Internet connection. Source: help file, "Status Dialog", Your Internet Connection.</summary>
/// <param name="Connected">Null while that is not known.</param>
/// <param name="Since">When the present connection was first detected.</param>
/// <param name="LostAt">When it was lost; null while there is one.</param>
internal sealed record InternetState(bool? Connected, DateTimeOffset? Since, DateTimeOffset? LostAt)
{
    /// <summary>Before anything was looked at.</summary>
    public static InternetState Unknown { get; } = new(null, null, null);

    /// <summary>The state after a look.</summary>
    /// <param name="connected">What the look found.</param>
    /// <param name="now">When.</param>
    public InternetState Seen(bool connected, DateTimeOffset now) => (Connected, connected) switch
    {
        (true, true) or (false, false) => this,
        (_, true) => new(true, now, null),
        (true, false) => new(false, Since, now),
        _ => new(false, null, null),
    };
}
