namespace DNS4Me.Benchmarks;

/// <summary>Where the build stages things.</summary>
internal static class Paths
{
    /// <summary>The repository's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The staged module's manifest.</summary>
    public static string Manifest => Path.Combine(Root, "out", "DNS4Me", "DNS4Me.psd1");

    /// <summary>The staged server.</summary>
    public static string Server => Path.Combine(Root, "out", "server", OperatingSystem.IsWindows() ? "dns4me-server.exe" : "dns4me-server");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "DNS4Me.PowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The benchmarks run from within the repository.");
    }
}
