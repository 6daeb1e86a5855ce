using System.Diagnostics;
using DNS4Me.Agent.Web.Http;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web.Files;

/// <summary>
/// The folder of a site. A file is opened first and then judged by what was opened: it is served if it really lies within the folder, whatever links led
/// there. A name is never trusted between two looks at it.
/// </summary>
internal sealed class SiteFolder
{
    /// <summary>How long a file in memory is taken for one within the folder while its stamp stays the same, in milliseconds.</summary>
    private const long VerifiedFor = 1000;

    /// <summary>How long a look at a file's stamp counts, for the requests of a burst: a millisecond.</summary>
    private static readonly long LookedAtFor = Stopwatch.Frequency / 1000;

    /// <summary>How often a file is read that changes meanwhile.</summary>
    private const int Attempts = 4;

    private readonly FileShelf _shelf;
    private readonly DiskPath _path;
    private volatile string? _root;

    /// <param name="path">The folder, as an absolute path.</param>
    /// <param name="shelf">Where its small files are kept.</param>
    public SiteFolder(string path, FileShelf shelf) => (_path, _shelf) = (new(path), shelf);

    /// <summary>The folder, as an absolute path.</summary>
    public string Path => _path.Text;

    /// <summary>Where the folder's small files are kept.</summary>
    public FileShelf Shelf => _shelf;

    /// <summary>Where the folder really is; null when it is not there.</summary>
    /// <param name="denied">Whether it is this user's rights that are missing.</param>
    public string? FindRoot(out bool denied)
    {
        using var handle = Disk.Open(_path, out denied);
        return handle is not null && Disk.Look(handle).Kind == FileKind.Folder ? Disk.PathOf(handle) : null;
    }

    /// <summary>A small file that is in memory and still stands on the disk as it did.</summary>
    /// <param name="name">Its name within the site, as <see cref="WebPath"/> gives it.</param>
    public SiteFile? FindInMemory(string name)
    {
        if (_shelf.Find(name) is not { } file)
        {
            return null;
        }

        // Requests that come within the same moment share a look.
        var moment = Stopwatch.GetTimestamp();
        if (moment - file.LookedAt < LookedAtFor)
        {
            return file;
        }

        var now = Environment.TickCount64;
        if (now - file.VerifiedAt > VerifiedFor || Disk.Look(file.Path) != file.Stamp)
        {
            return null;
        }

        file.LookedAt = moment;

        file.UsedAt = now;
        return file;
    }

    /// <summary>Finds what is at a path.</summary>
    /// <param name="name">The path within the site, as <see cref="WebPath"/> gives it.</param>
    /// <param name="cancellation">Ends the wait for a file that is being written.</param>
    public ValueTask<Found> FindAsync(string name, CancellationToken cancellation)
        => FindInMemory(name) is { } file ? new(new Found(FoundKind.File, file)) : LoadAsync(name, cancellation);

    /// <summary>Keeps account of a file whose compressed form has joined it in memory.</summary>
    public void Grown(SiteFile file)
    {
        if (ReferenceEquals(_shelf.Find(file.Name), file))
        {
            _shelf.Put(file);
        }
    }

    /// <summary>Whether an open file lies within the folder, and nowhere that is hidden.</summary>
    public bool Contains(SafeFileHandle handle)
    {
        if (Disk.PathOf(handle) is not { } path)
        {
            return false;
        }

        if (_root is { } known && IsWithin(known, path))
        {
            return true;
        }

        // The folder itself may be a link that leads elsewhere since.
        _root = FindRoot(out _);
        return _root is { } root && IsWithin(root, path);
    }

    private static bool IsWithin(string root, string path)
    {
        var separator = System.IO.Path.DirectorySeparatorChar;
        if (string.Equals(root, path, StringComparison.Ordinal))
        {
            return true;
        }

        var length = root.EndsWith(separator) ? root.Length : root.Length + 1;
        return path.Length > length && path.StartsWith(root, StringComparison.Ordinal) && path[length - 1] == separator
            && !WebPath.IsHidden(path.AsSpan(length), separator);
    }

    private async ValueTask<Found> LoadAsync(string name, CancellationToken cancellation)
    {
        var old = _shelf.Find(name);
        var path = old?.Path ?? new DiskPath(System.IO.Path.TrimEndingDirectorySeparator(Path) + name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var handle = Disk.Open(path, out var denied);
            if (handle is null)
            {
                Forget(old);
                return new(denied ? FoundKind.Denied : FoundKind.Nothing);
            }

            var found = new Found(FoundKind.Restless);
            try
            {
                found = await ReadAsync(handle, path, name, old, cancellation).ConfigureAwait(false);
            }
            finally
            {
                if (found.Handle is null)
                {
                    handle.Dispose();
                }
            }

            if (found.Kind != FoundKind.Restless)
            {
                if (!ReferenceEquals(found.File, old))
                {
                    Forget(old);
                }

                return found;
            }
        }

        Forget(old);
        return new(FoundKind.Restless);
    }

    private void Forget(SiteFile? old)
    {
        if (old is not null)
        {
            _shelf.Remove(old);
        }
    }

    private async ValueTask<Found> ReadAsync(SafeFileHandle handle, DiskPath path, string name, SiteFile? old, CancellationToken cancellation)
    {
        var stamp = Disk.Look(handle);
        if (stamp.Kind is not (FileKind.Regular or FileKind.Folder) || !Contains(handle))
        {
            return new(FoundKind.Nothing);
        }

        if (stamp.Kind == FileKind.Folder)
        {
            return new(FoundKind.Folder, Handle: handle);
        }

        if (old is { IsYoung: false } && old.Stamp == stamp)
        {
            old.UsedAt = old.VerifiedAt = Environment.TickCount64;
            return new(FoundKind.File, old);
        }

        if (stamp.Unsettled is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, cancellation).ConfigureAwait(false);
            stamp = Disk.Look(handle);
        }

        return stamp.Length > WebLimits.SmallFile
            ? new(FoundKind.File, new(path, name, stamp, null), handle)
            : await ReadWholeAsync(handle, path, name, stamp, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<Found> ReadWholeAsync(SafeFileHandle handle, DiskPath path, string name, FileStamp stamp, CancellationToken cancellation)
    {
        var body = new byte[stamp.Length];
        if (!TryRead(handle, body))
        {
            return new(FoundKind.Restless);
        }

        if (stamp.Unsettled == TimeSpan.Zero && Disk.Look(handle).HasContentsOf(stamp))
        {
            var file = new SiteFile(path, name, stamp, body);
            _shelf.Put(file);
            return new(FoundKind.File, file);
        }

        // A file that is always being written, as a log is: what has two ticks behind it and is still the same was not caught in the middle of a change.
        await Task.Delay(stamp.Unsettled + TimeSpan.FromMilliseconds(1), cancellation).ConfigureAwait(false);
        var again = new byte[body.Length];
        return TryRead(handle, again) && again.AsSpan().SequenceEqual(body) ? new(FoundKind.File, new(path, name, stamp, body)) : new(FoundKind.Restless);
    }

    private static bool TryRead(SafeFileHandle handle, byte[] body)
    {
        var done = 0;
        while (done < body.Length)
        {
            var read = RandomAccess.Read(handle, body.AsSpan(done), done);
            if (read == 0)
            {
                return false;
            }

            done += read;
        }

        return true;
    }
}
