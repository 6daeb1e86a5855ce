using System.ComponentModel;
using System.Diagnostics;

namespace DNS4Me.Testing;

/// <summary>Programs of somebody else's that tests ask. One that is missing on a machine skips the test by its name.</summary>
public static class Peer
{
    /// <summary>Servers lie where only root's path leads.</summary>
    private static readonly string[] Folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), "/usr/sbin", "/sbin"];

    /// <summary>Finds a program; null when it is not installed.</summary>
    public static string? Find(string program) => Folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Finds a program.</summary>
    public static string Require(string program)
    {
        var found = Find(program);
        Assert.SkipWhen(found is null, NotInstalled(program));
        return found!;
    }

    /// <summary>Starts a program.</summary>
    /// <param name="start">How. A program that is named by its path must be there.</param>
    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception) when (!Path.IsPathRooted(start.FileName))
        {
            Assert.Skip(NotInstalled(start.FileName));
            throw new UnreachableException();
        }
    }

    private static string NotInstalled(string program) => $"{program} is not installed";
}
