using System.Globalization;
using System.Reflection;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Diagnostics;

/// <summary>The files of an agent's home, from outside: who may do what to them. Nothing is read, and of the keys' folder not even the names.</summary>
internal static class HomeFiles
{
    /// <summary>The permissions of a Unix file, which PowerShell 7's runtime tells, and the one that this assembly is built for does not know.</summary>
    private static readonly MethodInfo? GetUnixMode = typeof(File).GetMethod("GetUnixFileMode", [typeof(string)]);

    /// <summary>A line a file.</summary>
    public static IReadOnlyList<string> Describe(AgentHome home)
    {
        try
        {
            return Directory.Exists(home.Folder)
                ? [Describe(home.Folder, "."), .. Directory.GetFileSystemEntries(home.Folder).OrderBy(path => path, StringComparer.Ordinal).Select(path => Describe(path, Path.GetFileName(path)))]
                : [$"{home.Folder} does not exist."];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [$"{home.Folder} could not be listed: {e.Message}"];
        }
    }

    private static string Describe(string path, string name)
    {
        var info = new FileInfo(path);
        var length = info.Exists ? info.Length.ToString(CultureInfo.InvariantCulture) : "-";
        return $"{Permissions(path)} {length,10} {info.LastWriteTimeUtc.ToString("u", CultureInfo.InvariantCulture)} {name}";
    }

    /// <summary>The mode as chmod has it; on Windows the attributes.</summary>
    private static string Permissions(string path)
    {
        try
        {
            return Client.LocalMachine.IsWindows || GetUnixMode is null
                ? File.GetAttributes(path).ToString()
                : Convert.ToString((int)GetUnixMode.Invoke(null, [path]), 8).PadLeft(4, '0');
        }
        catch (Exception e) when (((e as TargetInvocationException)?.InnerException ?? e) is IOException or UnauthorizedAccessException)
        {
            return "(not told)";
        }
    }
}
