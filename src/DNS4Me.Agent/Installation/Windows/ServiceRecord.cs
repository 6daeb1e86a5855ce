namespace DNS4Me.Agent.Installation.Windows;

/// <summary>What Windows knows of a service.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="ProcessId">Its process; null when it does not run.</param>
/// <param name="User">The account that it runs as.</param>
/// <param name="ExitCode">What it last ended with; 0 for a good end.</param>
internal sealed record ServiceRecord(ServiceRunState State, ServiceStartType StartType, int? ProcessId, string? User, int ExitCode);
