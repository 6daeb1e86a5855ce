namespace DNS4Me.Service;

/// <summary>The settings that the service honours.</summary>
public sealed record AccountSettings
{
    /// <summary>How the domains are handled while online.</summary>
    public required OnlineSetting Online { get; init; }

    /// <summary>How the domains are handled while offline.</summary>
    public required OfflineSetting Offline { get; init; }
}
