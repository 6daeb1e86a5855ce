namespace DNS4Me;

/// <summary>Whether there is a newer release of the module than the one in use. Source: help file, "Help Menu", Check for DNS4Me Update.</summary>
public sealed record UpdateInfo
{
    /// <summary>Whether the newest release is newer than the module or the agent that runs.</summary>
    public required bool IsAvailable { get; init; }

    /// <summary>The newest release that the service knows of.</summary>
    public required string NewestVersion { get; init; }

    /// <summary>The version of the module that this console has loaded.</summary>
    public required string ModuleVersion { get; init; }

    /// <summary>The version of the agent that runs; an older one than the module's goes on until it is stopped.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>Where the newest release can be had.</summary>
    public required Uri Page { get; init; }
}
