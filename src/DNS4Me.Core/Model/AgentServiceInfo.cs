namespace DNS4Me;

/// <summary>The machine's agent as the system's service manager knows it.</summary>
public sealed record AgentServiceInfo
{
    /// <summary>Whether the service is installed.</summary>
    public required bool Installed { get; init; }

    /// <summary>Whether it runs, or is about to.</summary>
    public bool Running { get; init; }

    /// <summary>When the system starts it; null when it is not installed.</summary>
    public ServiceStartType? StartType { get; init; }

    /// <summary>The process ID; null when it does not run, or the system does not say.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The user that it runs as; null when it is not installed.</summary>
    public string? User { get; init; }

    /// <summary>The version of the program that is installed; null when there is none, or it does not say.</summary>
    public string? Version { get; init; }

    /// <summary>The program; null when it is not installed.</summary>
    public string? Program { get; init; }

    /// <summary>The package that the program came in, whose files nothing but the package's own tools change; null when it was installed by an administrator.</summary>
    public string? Package { get; init; }

    /// <summary>The folder of the machine's settings and state.</summary>
    public required string Home { get; init; }

    /// <summary>Where the machine's agent listens: a socket's path, or a pipe's name on Windows.</summary>
    public required string Endpoint { get; init; }
}
