using DNS4Me.Service;

namespace DNS4Me.Agent.Presence;

/// <summary>What can happen to presence.</summary>
internal abstract record PresenceInput
{
    private PresenceInput()
    {
    }

    /// <summary>A command asks to be online and waits.</summary>
    public sealed record Connect : PresenceInput;

    /// <summary>Nobody waits any more for the domains to be online.</summary>
    public sealed record Withdraw : PresenceInput;

    /// <summary>The agent starts and is to go online by itself.</summary>
    public sealed record Start : PresenceInput;

    /// <summary>The domains are to go offline.</summary>
    /// <param name="KeepsWish">Whether the user goes on wanting to be online, as when the agent stops.</param>
    public sealed record Leave(bool KeepsWish) : PresenceInput;

    /// <summary>The service is to hear of the agent now.</summary>
    public sealed record Update : PresenceInput;

    /// <summary>The agent talks to another service from now on.</summary>
    public sealed record ServerChanged : PresenceInput;

    /// <summary>Another registration is stored, so that what the service refused before may be granted now.</summary>
    public sealed record RegistrationChanged : PresenceInput;

    /// <summary>The machine's network changed, and there is one.</summary>
    public sealed record NetworkUp : PresenceInput;

    /// <summary>Time has passed.</summary>
    public sealed record Tick : PresenceInput;

    /// <summary>Somebody wants to know whether inputs are taken. It changes nothing.</summary>
    public sealed record Probe : PresenceInput;

    /// <summary>A request succeeded.</summary>
    /// <param name="Number">Which.</param>
    /// <param name="Presence">What the service says.</param>
    public sealed record Answered(long Number, PresenceInfo Presence) : PresenceInput;

    /// <summary>A request failed.</summary>
    /// <param name="Number">Which.</param>
    /// <param name="Fault">Why.</param>
    public sealed record Failed(long Number, Fault Fault) : PresenceInput;
}
