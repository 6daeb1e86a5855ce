namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A disk of few megabytes at a folder's place, which can be filled up or made read-only. Needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    public static async Task<SmallDisk> MountAsync(string folder)
    {
        Rights.RequireRoot("mount a disk");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        (await ProgramRun.ToEndAsync("mount", ["-t", "tmpfs", "-o", "size=4m,mode=0700", "tmpfs", folder])).MustSucceed();
        return new(folder);
    }

    /// <summary>Leaves not a byte.</summary>
    public void Fill()
    {
        using var file = File.OpenHandle(Filler, FileMode.Create, FileAccess.Write);
        var block = new byte[4096];
        try
        {
            for (var at = 0L; ; at += block.Length)
            {
                RandomAccess.Write(file, block, at);
            }
        }
        catch (IOException)
        {
            // That is what a full disk answers.
        }
    }

    public void Empty() => File.Delete(Filler);

    /// <summary>No file of it can be made, replaced or removed (chattr(1)); a disk with an open file cannot be mounted read-only.</summary>
    public async Task SetReadOnlyAsync(bool readOnly)
        => (await ProgramRun.ToEndAsync("chattr", [readOnly ? "+i" : "-i", _folder])).MustSucceed();

    public async ValueTask DisposeAsync() => (await ProgramRun.ToEndAsync("umount", ["--lazy", _folder])).MustSucceed();
}
