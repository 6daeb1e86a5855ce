namespace DNS4Me.Host;

/// <summary>Makes the module that the build staged importable by its name, in this process and its children.</summary>
internal static class ModulePath
{
    private const string Variable = "PSModulePath";
    private const string Solution = "DNS4Me.PowerShell.sln";

    /// <summary>The module's name.</summary>
    public const string Module = "DNS4Me";

    public static void AddStagedModule()
    {
        var others = Environment.GetEnvironmentVariable(Variable);
        var staged = Path.Combine(RepositoryRoot(), "out");
        Environment.SetEnvironmentVariable(Variable, string.IsNullOrEmpty(others) ? staged : staged + Path.PathSeparator + others);
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, Solution)))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"The host runs from within the repository: no {Solution} lies above {AppContext.BaseDirectory}.");
    }
}
