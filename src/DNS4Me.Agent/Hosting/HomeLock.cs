using System.Globalization;
using System.Text;
using DNS4Me.Local;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Hosting;

/// <summary>
/// Makes an agent the only one of its home, for as long as its process lives: the system gives the lock up when the process ends, however it
/// ends. The file holds the process's ID, and nothing once the agent is on its way out.
/// </summary>
internal sealed class HomeLock : IDisposable
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int DarwinWouldBlock = 35;
    private const int LongestText = 32;

    private static readonly TimeSpan LeaveDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. An agent that is on its way out is waited for; one that serves the home is not.</summary>
    /// <exception cref="DNS4MeException">Another agent serves the home, or the file cannot be opened.</exception>
    public static async Task<HomeLock> TakeAsync(AgentHome home, TimeProvider time)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var taken = new HomeLock(new(home.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, Sharing, bufferSize: 0));
                taken.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
                return taken;
            }
            catch (IOException e) when (e.HResult is WindowsSharingViolation or LinuxWouldBlock or DarwinWouldBlock)
            {
                var holder = ReadHolder(home.LockFile);
                if (holder.Length > 0 || time.GetElapsedTime(started) >= LeaveDeadline)
                {
                    throw new DNS4MeException(Faults.AgentStartFailed(home.Folder, $"another agent{(holder.Length > 0 ? $" (process {holder})" : "")} serves this home."), e);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new DNS4MeException(Faults.AgentStartFailed(home.Folder, e.Message), e);
            }

            await Task.Delay(RetryInterval, time).ConfigureAwait(false);
        }
    }

    /// <summary>The ID of the process that holds a lock; empty when it is on its way out, or cannot be told.</summary>
    internal static string ReadHolder(string path)
    {
        try
        {
            using var file = OpenToRead(path);
            var text = new byte[LongestText];
            return Encoding.ASCII.GetString(text, 0, RandomAccess.Read(file, text, 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Who it is cannot be told; that there is one, the lock told.
            return "";
        }
    }

    /// <summary>
    /// Whether the file is still where others look for it: it is not once the home was removed, even if there is another one since. Windows does not let
    /// a file go that is open.
    /// </summary>
    public bool IsInPlace => OperatingSystem.IsWindows()
        || (FileStatus.OfPath(_file.Name, followLinks: true) is { } there && FileStatus.OfDescriptor((int)_file.SafeFileHandle.DangerousGetHandle()) is { } ours && there.IsSameFile(ours));

    /// <summary>Says that the lock will soon be free, so that the next agent waits for it.</summary>
    public void Leave() => Write("");

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    /// <summary>On Unix this alone takes an exclusive lock; on Windows it would keep others from reading who holds it.</summary>
    private static FileShare Sharing => OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;

    private static SafeFileHandle OpenToRead(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }

        // The framework would ask for a shared lock, which the holder's excludes.
        var descriptor = Libc.Open(path);
        return descriptor >= 0 ? new(descriptor, ownsHandle: true) : throw new IOException();
    }

    private void Write(string text)
    {
        _file.SetLength(0);
        RandomAccess.Write(_file.SafeFileHandle, Encoding.ASCII.GetBytes(text), 0);
    }
}
