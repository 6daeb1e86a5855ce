namespace DNS4Me.Server.Store;

/// <summary>Files and folders that nobody else may read: the store has hashes of secrets, and the data folder the private key.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder for the owner alone; one that exists is left as it is.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            // A new folder has its parent's access rights, which the operator chooses.
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens a file for the owner alone, and makes it if there is none; one that exists keeps its mode.</summary>
    public static FileStream Open(string path, FileShare share) => new(path, Options(FileMode.OpenOrCreate, FileAccess.ReadWrite, share));

    /// <summary>Writes a file for the owner alone, whole or not at all.</summary>
    public static void Write(string path, string text)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        using (var writer = new StreamWriter(temporary, Options(FileMode.CreateNew, FileAccess.Write, FileShare.None)))
        {
            writer.Write(text);
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static FileStreamOptions Options(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
