namespace DNS4Me.Agent.Presence;

/// <summary>What a step of <see cref="PresenceMachine"/> is worth telling people, as seen from the states before and after it.</summary>
internal static class PresenceNotes
{
    /// <summary>The lines for "Recent Status", in order.</summary>
    public static IEnumerable<PresenceNote> Of(PresenceState before, PresenceState after)
    {
        if (before.State != after.State)
        {
            yield return Changed(before, after);
        }
        else if (after.Fault is not null && after.Fault != before.Fault)
        {
            yield return new(EventKind.Error, after.Fault.Message, after.Fault.Code);
        }

        if (before.State == AgentState.Online && after.State == AgentState.Online)
        {
            if (!Equals(before.Address, after.Address) || !Equals(before.AddressIPv6, after.AddressIPv6))
            {
                yield return new(EventKind.AddressChanged, $"The address is now {Addresses(after)}; it was {Addresses(before)}.");
            }

            if (after.Lost is not null && before.Lost is null)
            {
                yield return new(EventKind.Error, $"The service was not reached over {after.Lost.Family}, and was over the other family: {after.Lost.Fault.Message}", after.Lost.Fault.Code);
            }

            if (after.Failures > before.Failures)
            {
                yield return new(EventKind.Error, $"A sign of life was lost and is repeated: {after.LastFault?.Message}", after.LastFault?.Code);
            }
        }

        if (before.OwesOffline && !after.OwesOffline && after.State == AgentState.Offline && after.LastFault is null && before.Fault is not null)
        {
            yield return new(EventKind.Offline, "The service has been told that the domains are offline.");
        }
    }

    private static PresenceNote Changed(PresenceState before, PresenceState after) => after.State switch
    {
        AgentState.Connecting => new(EventKind.Connecting, "Asking the service to go online."),
        AgentState.Online when before.State == AgentState.Reconnecting
            => new(EventKind.ConnectionRestored, $"The connection to the service is back; the domains are online at {Addresses(after)}."),
        AgentState.Online => new(EventKind.Online, $"The domains are online at {Addresses(after)}."),
        AgentState.Reconnecting => new(EventKind.ConnectionLost, $"The connection to the service was lost: {after.Fault?.Message}", after.Fault?.Code),
        AgentState.Superseded => new(EventKind.Superseded, after.Fault?.Message ?? "", after.Fault?.Code),
        AgentState.Refused => new(EventKind.Refused, $"The service refused: {after.Fault?.Message}", after.Fault?.Code),
        _ when after.Fault is { } fault && before.State is AgentState.Online
            => new(EventKind.ConnectionLost, $"The connection to the service was lost, and the agent is not to reconnect by itself: {fault.Message}", fault.Code),
        _ when after.Fault is { } fault => new(EventKind.Offline, $"The domains did not go online: {fault.Message}", fault.Code),
        _ when before.State is AgentState.Online or AgentState.Reconnecting => new(EventKind.Offline, "The domains go offline."),
        _ => new(EventKind.Offline, "The domains stay offline."),
    };

    private static string Addresses(PresenceState state) => (state.Address, state.AddressIPv6) switch
    {
        (null, null) => "an address that the service has yet to see",
        ({ } ipv4, null) => ipv4.ToString(),
        (null, { } ipv6) => ipv6.ToString(),
        var (ipv4, ipv6) => $"{ipv4} and {ipv6}",
    };
}

/// <summary>A line for "Recent Status" that has no time yet.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="Message">The sentence.</param>
/// <param name="Fault">The fault behind it.</param>
internal sealed record PresenceNote(EventKind Kind, string Message, FaultCode? Fault = null);
