using DNS4Me.Agent.Web.Files;
using DNS4Me.Agent.Web.Http;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web.Pages;

/// <summary>What a folder shows: the files and folders in it that a visitor could ask for.</summary>
internal static class FolderReader
{
    /// <summary>Reads a folder.</summary>
    /// <param name="folder">The site's folder.</param>
    /// <param name="opened">The folder to read, open; it lies within the site's.</param>
    /// <param name="hasMore">Whether there is more than may be listed.</param>
    /// <exception cref="IOException">It could not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static IReadOnlyList<ListedFile> Read(SiteFolder folder, SafeFileHandle opened, out bool hasMore)
    {
        // On Linux this is the very folder that is open, even if its name leads elsewhere by now; elsewhere its name is the one the handle has.
        var path = OperatingSystem.IsLinux() ? $"/proc/self/fd/{(int)opened.DangerousGetHandle()}" : Disk.PathOf(opened) ?? throw new IOException("The folder has no name.");
        var entries = new List<ListedFile>();
        hasMore = false;
        foreach (var name in Directory.EnumerateFileSystemEntries(path, "*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false }).Select(Path.GetFileName))
        {
            if (!WebPath.IsServed(name!, OperatingSystem.IsWindows()))
            {
                continue;
            }

            if (entries.Count == WebLimits.MostListed)
            {
                hasMore = true;
                break;
            }

            if (Look(folder, Path.Combine(path, name!)) is { } stamp)
            {
                entries.Add(new(name!, stamp.Kind == FileKind.Folder, stamp.Kind == FileKind.Folder ? 0 : stamp.Length, stamp.ModifiedAt));
            }
        }

        return entries;
    }

    /// <summary>What an entry is; null when it would not be served. A link is followed, to see whether it leads out.</summary>
    private static FileStamp? Look(SiteFolder folder, string path)
    {
        var file = new DiskPath(path);
        if (new FileInfo(path).LinkTarget is not null)
        {
            using var handle = Disk.Open(file, out _);
            if (handle is null || !folder.Contains(handle))
            {
                return null;
            }
        }

        var stamp = Disk.Look(file);
        return stamp.Kind is FileKind.Regular or FileKind.Folder ? stamp : null;
    }
}
