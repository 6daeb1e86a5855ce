namespace DNS4Me.Agent.Installation;

/// <summary>Runs the system's own programs.</summary>
internal interface ISystemTool
{
    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="DNS4MeException">It cannot be run, or does not end in time.</exception>
    Task<ToolResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation);
}
