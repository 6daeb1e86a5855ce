using DNS4Me.Agent.Files;

namespace DNS4Me.Agent.Settings;

/// <summary>A change to a store that is on the disk and not in force yet.</summary>
internal sealed class PreparedChange : IDisposable
{
    private readonly string _path;
    private readonly PreparedFile _file;
    private readonly Action _take;

    private PreparedChange(string path, PreparedFile file, Action take) => (_path, _file, _take) = (path, file, take);

    /// <summary>Writes a change to the disk.</summary>
    /// <param name="path">The store's file.</param>
    /// <param name="contents">All of its new contents.</param>
    /// <param name="keepPrevious">Whether the old contents stay beside it.</param>
    /// <param name="take">Puts the change in force in memory.</param>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>.</exception>
    public static PreparedChange Of(string path, ReadOnlySpan<byte> contents, bool keepPrevious, Action take)
    {
        try
        {
            return new(path, DurableFile.Prepare(path, contents, keepPrevious), take);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }
    }

    /// <summary>Puts the change in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>; what was in force stands.</exception>
    public void Commit()
    {
        try
        {
            _file.Commit();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(_path, e);
        }

        _take();
    }

    /// <summary>Leaves nothing behind of a change that was not put in force.</summary>
    public void Dispose() => _file.Dispose();

    private static DNS4MeException Unwritable(string path, Exception e) => new(Faults.SettingsUnwritable(path, e.Message), e);
}
