namespace DNS4Me.PowerShell.Client;

/// <summary>Paths as PowerShell means them.</summary>
internal static class Files
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full path of a file that need not exist: PowerShell's present folder is not the process's.</summary>
    /// <param name="cmdlet">The command, which knows the present folder.</param>
    /// <param name="path">The path.</param>
    /// <param name="field">What it was given as.</param>
    /// <exception cref="DNS4MeException">It is not in the file system.</exception>
    public static string FullPath(PSCmdlet cmdlet, string path, string field = "path")
    {
        try
        {
            var full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == FileSystem ? full : throw NotAFile(null);
        }
        catch (SessionStateException e)
        {
            // There is no such drive.
            throw NotAFile(e);
        }

        DNS4MeException NotAFile(Exception? inner) => new(Faults.InvalidValue(field, Words.NotAFile(path), path), inner);
    }
}
