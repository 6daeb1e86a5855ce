namespace DNS4Me.Agent.Installation.Windows;

/// <summary>A service as Windows is to keep it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">Its name for people.</param>
/// <param name="Description">What it does, for people.</param>
/// <param name="Program">The program that it runs.</param>
/// <param name="Arguments">The program's arguments.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="RestartDelays">How long to wait before it is started again after its first failure, its second, and every later one.</param>
/// <param name="FailureMemory">After how long without a failure the count begins anew.</param>
/// <param name="ShutdownTime">How long a shutdown waits for it.</param>
/// <param name="Privileges">The privileges that it keeps of those of its account.</param>
/// <param name="Dependencies">The services that have to run before it.</param>
internal sealed record ServiceDefinition(
    string Name,
    string DisplayName,
    string Description,
    string Program,
    string Arguments,
    ServiceStartType StartType,
    IReadOnlyList<TimeSpan> RestartDelays,
    TimeSpan FailureMemory,
    TimeSpan ShutdownTime,
    IReadOnlyList<string> Privileges,
    IReadOnlyList<string> Dependencies)
{
    /// <summary>What it runs, as one line.</summary>
    public string CommandLine => $"\"{Program}\" {Arguments}";
}
