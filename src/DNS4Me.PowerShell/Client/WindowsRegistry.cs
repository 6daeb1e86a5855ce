using System.Runtime.InteropServices;

namespace DNS4Me.PowerShell.Client;

/// <summary>Windows' registry. netstandard2.0 has no type for it.</summary>
internal static class WindowsRegistry
{
    private const uint Read = 0x00020019;
    private static readonly IntPtr LocalMachineRoot = new(unchecked((int)0x80000002));

    /// <summary>Whether there is a key below HKEY_LOCAL_MACHINE that this user may read.</summary>
    public static bool HasMachineKey(string path)
    {
        if (RegOpenKeyEx(LocalMachineRoot, path, 0, Read, out var key) != 0)
        {
            return false;
        }

        _ = RegCloseKey(key);
        return true;
    }

    [DllImport("advapi32.dll", EntryPoint = "RegOpenKeyExW", CharSet = CharSet.Unicode)]
    private static extern int RegOpenKeyEx(IntPtr root, string path, uint options, uint access, out IntPtr key);

    [DllImport("advapi32.dll")]
    private static extern int RegCloseKey(IntPtr key);
}
