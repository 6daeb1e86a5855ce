using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace DNS4Me.Agent.Hosting;

/// <summary>A group of users.</summary>
[UnsupportedOSPlatform("windows")]
internal static unsafe class UnixGroup
{
    private const uint Unchanged = uint.MaxValue;
    private const int LongestText = 64 * 1024;

    /// <summary>struct group (grp.h): name, password, ID, members. The ID follows two pointers.</summary>
    private const int PointersBeforeId = 2;

    private const int PointersOfStructure = 4;

    /// <summary>A group's ID; null when there is no such group.</summary>
    /// <exception cref="Win32Exception">The system does not say.</exception>
    public static uint? IdOf(string name)
    {
        var structure = stackalloc nint[PointersOfStructure];
        var text = new byte[LongestText];
        void* found;
        fixed (byte* start = text)
        {
            var error = Libc.FindGroup(name, structure, start, text.Length, &found);
            if (found is not null)
            {
                return *(uint*)(structure + PointersBeforeId);
            }

            return error == 0 ? null : throw new Win32Exception(error);
        }
    }

    /// <summary>Gives a file or folder of one's own to a group that one is in.</summary>
    /// <exception cref="IOException">It cannot be given.</exception>
    public static void Give(string path, uint group)
    {
        if (FileStatus.OfPath(path, followLinks: true)?.Group != group && Libc.ChangeOwner(path, Unchanged, group) != 0)
        {
            throw new IOException($"'{path}' cannot be given to the group with the ID {group}: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }
}
