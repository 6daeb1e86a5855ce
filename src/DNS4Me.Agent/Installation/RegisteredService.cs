namespace DNS4Me.Agent.Installation;

/// <summary>How a service stands with its manager.</summary>
/// <param name="Installed">Whether it is registered.</param>
internal sealed record RegisteredService(bool Installed)
{
    /// <summary>One that is not registered.</summary>
    public static RegisteredService None { get; } = new(false);

    /// <summary>Whether it runs, or is about to.</summary>
    public bool Running { get; init; }

    /// <summary>When the system starts it.</summary>
    public ServiceStartType? StartType { get; init; }

    /// <summary>Its process; null when it does not run, or the manager does not say.</summary>
    public int? ProcessId { get; init; }

    /// <summary>The user that it runs as.</summary>
    public string? User { get; init; }
}
