namespace DNS4Me.PowerShell.Client;

/// <summary>Paths as PowerShell means them.</summary>
internal static class Files
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full path of a file that need not exist: PowerShell's present folder is not the process's.</summary>
    /// <exception cref="DNS4MeException">It is not in the file system.</exception>
    public static string FullPath(PSCmdlet cmdlet, string path)
    {
        var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == FileSystem ? full : throw new DNS4MeException(Faults.InvalidValue("path", Words.NotAFile(path), path));
    }
}
