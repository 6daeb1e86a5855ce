namespace DNS4Me.Agent.Web.Files;

/// <summary>Which file it is and how it stands: with the same stamp it has the same contents.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Device">With <paramref name="Inode"/>, which file it is; 0 on Windows.</param>
/// <param name="Inode">With <paramref name="Device"/>, which file it is; 0 on Windows.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Modified">When its contents were changed, in nanoseconds from 1970 on.</param>
/// <param name="Changed">When it was changed in whatever way, in nanoseconds from 1970 on. No program can set this one. 0 on Windows.</param>
internal readonly record struct FileStamp(FileKind Kind, ulong Device, ulong Inode, long Length, long Modified, long Changed)
{
    private const long NanosecondsOfTick = 100;

    /// <summary>
    /// A file system's clock stands still between the ticks of the kernel's, up to 10 ms: two changes within one tick leave the same stamp. So a stamp says
    /// nothing of contents that were changed so short a time ago.
    /// </summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    /// <summary>A write has its time from its beginning on, however long it takes: within this time it may still be under way.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);

    /// <summary>When its contents were changed.</summary>
    public DateTimeOffset ModifiedAt => DateTimeOffset.UnixEpoch.AddTicks(Modified / NanosecondsOfTick);

    /// <summary>How long it takes until the stamp vouches for the contents; zero when it does. By the system's clock, which the stamp comes from.</summary>
    public TimeSpan Unsettled => IsWithin(Tick) ? Tick - Age : TimeSpan.Zero;

    /// <summary>Whether a write may still be under way that the stamp knows of already.</summary>
    public bool IsYoung => IsWithin(LongestWrite);

    private TimeSpan Age => DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch.AddTicks(Math.Max(Modified, Changed) / NanosecondsOfTick);

    /// <summary>A stamp from the future, as after the calendar was set back, tells nothing and is not waited for.</summary>
    private bool IsWithin(TimeSpan time) => Age is var age && age < time && age > -time;

    /// <summary>Whether the contents are the same, though the file may have been renamed, replaced or removed.</summary>
    public bool HasContentsOf(FileStamp other)
        => (Kind, Device, Inode, Length, Modified) == (other.Kind, other.Device, other.Inode, other.Length, other.Modified);
}
