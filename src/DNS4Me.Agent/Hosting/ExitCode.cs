namespace DNS4Me.Agent.Hosting;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Stopped when asked to, with the domains offline.</summary>
    public const int Done = 0;

    /// <summary>It could not start, and standard output says why; or it failed, and <see cref="CrashLog"/> says where.</summary>
    public const int Failed = 1;

    /// <summary>A mistake on the command line; standard error says which.</summary>
    public const int BadArguments = 2;
}
