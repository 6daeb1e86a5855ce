namespace DNS4Me.Agent.Files;

/// <summary>New contents of a file, on the disk beside it. Several can be prepared before the first is put in place, so that a full disk stops all of them.</summary>
internal sealed class PreparedFile : IDisposable
{
    private readonly string _path;
    private readonly string _written;
    private readonly bool _keepPrevious;

    /// <summary>Contents that were written and flushed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="written">Where its new contents are.</param>
    /// <param name="keepPrevious">Whether the old contents stay beside it.</param>
    public PreparedFile(string path, string written, bool keepPrevious) => (_path, _written, _keepPrevious) = (path, written, keepPrevious);

    /// <summary>Puts the contents in the file's place.</summary>
    /// <exception cref="IOException">That failed; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Commit()
    {
        if (_keepPrevious && File.Exists(_path))
        {
            File.Replace(_written, _path, DurableFile.PreviousOf(_path));
        }
        else
        {
            File.Move(_written, _path, overwrite: true);
        }

        DurableFile.FlushFolder(Path.GetDirectoryName(_path)!);
    }

    /// <summary>Removes what was not put in place.</summary>
    public void Dispose() => File.Delete(_written);
}
