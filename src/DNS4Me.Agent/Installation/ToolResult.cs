namespace DNS4Me.Agent.Installation;

/// <summary>What a program left when it ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record ToolResult(int ExitCode, string Output, string Error)
{
    /// <summary>Makes sure that it did what it was run for.</summary>
    /// <param name="what">That, in words.</param>
    /// <exception cref="DNS4MeException">It did not.</exception>
    public ToolResult MustSucceed(string what) => ExitCode == 0
        ? this
        : throw new DNS4MeException(Faults.SystemServiceFailed(what, Error.Trim() is { Length: > 0 } said ? said.ReplaceLineEndings(" ") : $"exit code {ExitCode}."));
}
