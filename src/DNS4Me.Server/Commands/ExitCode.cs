namespace DNS4Me.Server.Commands;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Done; or stopped when asked to.</summary>
    public const int Done = 0;

    /// <summary>It failed, and standard error says why. A mistake on the command line ends so too.</summary>
    public const int Failed = 1;

    /// <summary>The configuration is wrong, and standard error says all that is.</summary>
    public const int BadConfiguration = 2;
}
