using System.Net;
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

    /// <summary>The agent reaches the same service in another way from now on.</summary>
    public sealed record WayChanged : PresenceInput;

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
    public sealed record Answered(long Number, PresenceInfo Presence) : PresenceInput
    {
        /// <summary>Where the service has seen the request come from: one address a family that it went over.</summary>
        public IReadOnlyList<IPAddress> Seen { get; init; } = [Presence.SeenAddress];

        /// <summary>The family over which it failed, if it went over two.</summary>
        public FamilyLoss? Lost { get; init; }
    }

    /// <summary>A sign of life has come to something over the second family, after it had succeeded over the first.</summary>
    /// <param name="Epoch">Whose.</param>
    /// <param name="Presence">What the service says; null when it failed.</param>
    /// <param name="Lost">How it failed.</param>
    public sealed record Late(long Epoch, PresenceInfo? Presence, FamilyLoss? Lost) : PresenceInput;

    /// <summary>A request failed.</summary>
    /// <param name="Number">Which.</param>
    /// <param name="Fault">Why.</param>
    public sealed record Failed(long Number, Fault Fault) : PresenceInput;
}
