namespace DNS4Me.Testing;

/// <summary>The repository that the tests run in, and what the build stages there.</summary>
public static class Repository
{
    private const string Solution = "DNS4Me.PowerShell.sln";

    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of the module.</summary>
    public static string Module { get; } = Path.Combine(Root, "out", "DNS4Me");

    /// <summary>The module's manifest.</summary>
    public static string Manifest { get; } = Path.Combine(Module, "DNS4Me.psd1");

    /// <summary>The agent's program.</summary>
    public static string Agent { get; } = Program(Path.Combine(Module, "agent"), "dns4me-agent");

    /// <summary>The server's program.</summary>
    public static string Server { get; } = Program(Path.Combine(Root, "out", "server"), "dns4me-server");

    /// <summary>A program's file in a folder.</summary>
    public static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, Solution)))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run from within the repository.");
    }
}
