namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>Where the build stages the module, and where its sources are.</summary>
internal static class Staged
{
    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "out", "DNS4Me");

    public static string Manifest { get; } = Path.Combine(Folder, "DNS4Me.psd1");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "DNS4Me.PowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run from within the repository.");
    }
}
