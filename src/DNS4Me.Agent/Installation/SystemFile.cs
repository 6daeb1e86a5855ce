namespace DNS4Me.Agent.Installation;

/// <summary>Files that the system reads: everybody may read them, and they are whole at every moment.</summary>
internal static class SystemFile
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Writes a text; the folder is made if it is not there.</summary>
    /// <exception cref="IOException">It could not be; a file that is there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var written = path + ".new";
        File.WriteAllText(written, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(written, Mode);
        }

        File.Move(written, path, overwrite: true);
    }
}
