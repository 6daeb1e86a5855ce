using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace DNS4Me.PowerShell.Client;

/// <summary>Windows' registry. netstandard2.0 has no type for it.</summary>
internal static class WindowsRegistry
{
    private const uint Read = 0x00020019;

    // winreg.h and winerror.h.
    private const uint TextKind = 1;
    private const uint NumberKind = 4;
    private const uint TextListKind = 7;
    private const int NotFound = 2;
    private const int MoreData = 234;
    private const int NoMoreItems = 259;

    /// <summary>The longest name of a value, in characters, without its closing NUL.</summary>
    private const int LongestName = 16_383;

    /// <summary>The longest value that is read, in bytes: as much as a policy.json may hold.</summary>
    private const int LongestValue = Policies.PolicyFile.Longest;

    private static readonly IntPtr CurrentUserRoot = new(unchecked((int)0x80000001));
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

    /// <summary>The values of a key: a text, a number as <see cref="long"/>, several texts, or null for any other kind. None when there is no key.</summary>
    /// <param name="user">Whether the key is below HKEY_CURRENT_USER, and not HKEY_LOCAL_MACHINE.</param>
    /// <param name="path">The key.</param>
    /// <exception cref="IOException">The key cannot be read.</exception>
    public static IReadOnlyList<KeyValuePair<string, object?>> ValuesOf(bool user, string path)
    {
        var opened = RegOpenKeyEx(user ? CurrentUserRoot : LocalMachineRoot, path, 0, Read, out var key);
        if (opened == NotFound)
        {
            return [];
        }

        Check(opened);
        try
        {
            var values = new List<KeyValuePair<string, object?>>();
            var (name, data) = (new char[LongestName + 1], new byte[LongestValue]);
            for (uint index = 0; ; index++)
            {
                var (nameLength, dataLength) = ((uint)name.Length, (uint)data.Length);
                var error = RegEnumValue(key, index, name, ref nameLength, IntPtr.Zero, out var kind, data, ref dataLength);
                if (error == NoMoreItems)
                {
                    return values;
                }

                if (error != MoreData)
                {
                    Check(error);
                }

                values.Add(new(new string(name, 0, (int)nameLength), error == MoreData ? null : ValueOf(kind, data, (int)dataLength)));
            }
        }
        finally
        {
            _ = RegCloseKey(key);
        }
    }

    private static object? ValueOf(uint kind, byte[] data, int length) => kind switch
    {
        TextKind => Encoding.Unicode.GetString(data, 0, length).TrimEnd('\0'),
        NumberKind when length == sizeof(uint) => (long)BitConverter.ToUInt32(data, 0),
        TextListKind => Encoding.Unicode.GetString(data, 0, length).Split(['\0'], StringSplitOptions.RemoveEmptyEntries),
        _ => null,
    };

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw new IOException(new Win32Exception(error).Message);
        }
    }

    [DllImport("advapi32.dll", EntryPoint = "RegOpenKeyExW", CharSet = CharSet.Unicode)]
    private static extern int RegOpenKeyEx(IntPtr root, string path, uint options, uint access, out IntPtr key);

    [DllImport("advapi32.dll", EntryPoint = "RegEnumValueW", CharSet = CharSet.Unicode)]
    private static extern int RegEnumValue(
        IntPtr key, uint index, [Out] char[] name, ref uint nameLength, IntPtr reserved, out uint kind, [Out] byte[] data, ref uint dataLength);

    [DllImport("advapi32.dll")]
    private static extern int RegCloseKey(IntPtr key);
}
