using System.Collections.Concurrent;

namespace DNS4Me.Agent.Web.Files;

/// <summary>The memory that the small files of all sites share. When it is full, those go that were not asked for the longest.</summary>
/// <param name="size">How much there may be, in bytes.</param>
internal sealed class FileCache(long size)
{
    /// <summary>How much is freed at once, as a part of the whole, so that not every new file has to look for room.</summary>
    private const int FreedPart = 4;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<FileShelf, bool> _shelves = new();
    private long _used;

    /// <summary>How much there is, in bytes.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>The place for the files of a folder.</summary>
    public FileShelf Open()
    {
        var shelf = new FileShelf(this);
        _shelves[shelf] = true;
        return shelf;
    }

    /// <summary>Forgets the files of a folder that is served no more. What is still put there is not kept long: it finds no room.</summary>
    public void Close(FileShelf shelf)
    {
        _shelves.TryRemove(shelf, out _);
        shelf.Clear();
    }

    /// <summary>Whether a shelf is still in use.</summary>
    public bool Has(FileShelf shelf) => _shelves.ContainsKey(shelf);

    /// <summary>Notes that memory was taken or given back.</summary>
    public void Count(long bytes)
    {
        if (Interlocked.Add(ref _used, bytes) > size && bytes > 0)
        {
            MakeRoom();
        }
    }

    private void MakeRoom()
    {
        lock (_gate)
        {
            if (Used <= size)
            {
                return;
            }

            foreach (var (shelf, file) in _shelves.Keys.SelectMany(shelf => shelf.Files.Select(file => (shelf, file))).OrderBy(pair => pair.file.UsedAt).ToList())
            {
                shelf.Remove(file);
                if (Used <= size - (size / FreedPart))
                {
                    return;
                }
            }
        }
    }
}

/// <summary>The files of a folder that are in memory, by their name within it.</summary>
internal sealed class FileShelf(FileCache cache)
{
    private readonly ConcurrentDictionary<string, (SiteFile File, long Cost)> _files = new(StringComparer.Ordinal);

    /// <summary>The files.</summary>
    public IEnumerable<SiteFile> Files => _files.Select(pair => pair.Value.File);

    /// <summary>The file of a name; null when it is not in memory.</summary>
    public SiteFile? Find(string name) => _files.TryGetValue(name, out var found) ? found.File : null;

    /// <summary>Puts a file in, or notes how much memory it takes now.</summary>
    public void Put(SiteFile file)
    {
        var cost = file.Cost;
        if (cache.Has(this))
        {
            var before = 0L;
            _files.AddOrUpdate(file.Name, _ => (file, cost), (_, old) =>
            {
                before = old.Cost;
                return (file, cost);
            });
            cache.Count(cost - before);
        }
    }

    /// <summary>Takes a file out, unless another one is in its place.</summary>
    public void Remove(SiteFile file)
    {
        if (_files.TryGetValue(file.Name, out var found) && ReferenceEquals(found.File, file)
            && _files.TryRemove(KeyValuePair.Create(file.Name, found)))
        {
            cache.Count(-found.Cost);
        }
    }

    /// <summary>Takes all files out.</summary>
    public void Clear()
    {
        foreach (var file in Files)
        {
            Remove(file);
        }
    }
}
