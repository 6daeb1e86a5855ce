using System.Runtime.InteropServices;

namespace DNS4Me.Agent.Files;

/// <summary>Files that are the owner's alone and whole at every moment: written beside, flushed to the disk, then put in place.</summary>
internal static partial class DurableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The name that the copy before the last change has.</summary>
    public static string PreviousOf(string path) => path + ".previous";

    /// <summary>Puts new contents in a file's place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contents">All of its new contents.</param>
    /// <param name="keepPrevious">Whether the old contents stay beside it.</param>
    /// <exception cref="IOException">The contents could not be written; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, ReadOnlySpan<byte> contents, bool keepPrevious)
    {
        using var prepared = Prepare(path, contents, keepPrevious);
        prepared.Commit();
    }

    /// <summary>Writes new contents of a file beside it, which then can be put in its place.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contents">All of its new contents.</param>
    /// <param name="keepPrevious">Whether the old contents stay beside it.</param>
    /// <exception cref="IOException">The contents could not be written; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static PreparedFile Prepare(string path, ReadOnlySpan<byte> contents, bool keepPrevious)
    {
        var written = path + ".new";
        try
        {
            File.Delete(written);
            using var stream = Create(written);
            stream.Write(contents);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(written);
            throw;
        }

        return new(path, written, keepPrevious);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new(path, options);
    }

    /// <summary>On Unix a file's new name is durable only once its folder is.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            _ = Sync(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
