using System.Text.Json.Serialization;

namespace DNS4Me;

/// <summary>How the client works on its machine. Defaults: help file, "Options Dialog".</summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record ClientOption
{
    /// <summary>The shortest interval between two tries or signs of life.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest interval between two tries or signs of life.</summary>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromDays(30);

    /// <summary>Whether the agent starts with the system. Whether it then goes online is <see cref="GoOnlineAtStart"/>'s affair.</summary>
    public bool StartWithSystem { get; set; } = true;

    /// <summary>Whether the agent starts without a word.</summary>
    public bool StartMinimized { get; set; }

    /// <summary>Whether an agent that the system, a logon or Start-DNS4MeAgent starts goes online by itself.</summary>
    public bool GoOnlineAtStart { get; set; } = true;

    /// <summary>Whether stopping the agent, which takes the domains offline, asks first.</summary>
    public bool WarnBeforeExit { get; set; } = true;

    /// <summary>Whether the agent tries again by itself when the connection is lost while the domains are online.</summary>
    public bool Reconnect { get; set; } = true;

    /// <summary>How long it waits between two tries.</summary>
    [JsonPropertyName("reconnectSeconds")]
    public TimeSpan ReconnectInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the agent gives a sign of life; null: at a third of the timeout.</summary>
    [JsonPropertyName("keepAliveSeconds")]
    public TimeSpan? KeepAliveInterval { get; set; }

    /// <summary>How often the service looks at the agent's address; null: with each sign of life. It counts where it is shorter than the keep-alive interval.</summary>
    [JsonPropertyName("lookSeconds")]
    public TimeSpan? LookInterval { get; set; }
}
