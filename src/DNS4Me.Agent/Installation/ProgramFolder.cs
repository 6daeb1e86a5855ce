using DNS4Me.Local;

namespace DNS4Me.Agent.Installation;

/// <summary>
/// Where the machine's program lies: a place that administrators alone can change. A module may lie in a user's home, and the system must run nothing that a
/// user can change.
/// </summary>
/// <param name="path">The folder. Its parent is made if it is not there.</param>
internal sealed class ProgramFolder(string path)
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>The folder.</summary>
    public string Path => path;

    /// <summary>The version of the program there; null when there is none.</summary>
    public string? Version => Read(AgentPrograms.VersionFile);

    /// <summary>The package that the program there came in; null when an administrator installed it, or there is none.</summary>
    public string? Package => Read(AgentPrograms.PackageFile);

    private string Next => path + ".next";

    private string Previous => path + ".previous";

    /// <summary>Copies a program beside its place; <see cref="Commit"/> puts it there.</summary>
    /// <returns>The program as it will be.</returns>
    /// <exception cref="DNS4MeException">It could not be; what is there is as it was.</exception>
    public ServiceProgram Prepare(ServiceProgram program) => Do("copy the agent's program", () =>
    {
        if (program.Folder != path)
        {
            Remove(Next);
            Copy(new(program.Folder), MakeFolder(Next), System.IO.Path.GetFileName(program.File));
            File.Delete(System.IO.Path.Combine(Next, AgentPrograms.PackageFile));
            File.WriteAllText(System.IO.Path.Combine(Next, AgentPrograms.VersionFile), program.Version + "\n");
        }

        return program with { Folder = path };
    });

    /// <summary>Puts what was prepared in its place. The program there must not run, on Windows.</summary>
    /// <exception cref="DNS4MeException">It could not be.</exception>
    public void Commit() => Do("put the agent's program in place", () =>
    {
        if (!Directory.Exists(Next))
        {
            return true;
        }

        Remove(Previous);
        if (Directory.Exists(path))
        {
            Directory.Move(path, Previous);
        }

        Directory.Move(Next, path);
        Remove(Previous);
        return true;
    });

    /// <summary>Removes the program.</summary>
    /// <exception cref="DNS4MeException">It could not be.</exception>
    public void Remove() => Do("remove the agent's program", () =>
    {
        Remove(path);
        Remove(Next);
        Remove(Previous);
        return true;
    });

    private string? Read(string file)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(path, file)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another one's folder, or none: it does not say.
            return null;
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DirectoryInfo MakeFolder(string folder)
    {
        var made = Directory.CreateDirectory(folder);
        SetMode(folder, Executable);
        return made;
    }

    /// <summary>Copies what is in a folder; links are not followed, since they may lead to what only an administrator can read.</summary>
    private static void Copy(DirectoryInfo from, DirectoryInfo to, string executable)
    {
        foreach (var entry in from.EnumerateFileSystemInfos().Where(entry => entry.LinkTarget is null))
        {
            var target = System.IO.Path.Combine(to.FullName, entry.Name);
            if (entry is DirectoryInfo folder)
            {
                Copy(folder, MakeFolder(target), executable);
                continue;
            }

            File.Copy(entry.FullName, target);
            SetMode(target, entry.Name == executable ? Executable : Readable);
        }
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    private static T Do<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed(what, e.Message), e);
        }
    }
}
