using System.Runtime.InteropServices;

namespace DNS4Me.Local;

/// <summary>Where the agent's program lies. What installs it, what makes packages and what starts it compute it from the same facts, so that they meet.</summary>
public static class AgentPrograms
{
    /// <summary>The folder in the module that the program is in: it itself, or a folder for each system, named by <see cref="RuntimeName"/>.</summary>
    public const string ModuleFolder = "agent";

    /// <summary>Where a Linux package keeps the machine's program. Not below lib: SELinux takes what is in libexec for programs that the system may run.</summary>
    public const string LinuxPackageFolder = "/usr/libexec/dns4me/agent";

    /// <summary>Where an administrator's installation keeps it on Linux.</summary>
    public const string LinuxFolder = "/usr/local/libexec/dns4me/agent";

    /// <summary>Where it is kept on macOS.</summary>
    public const string MacFolder = "/Library/Application Support/DNS4Me/agent";

    /// <summary>Where it is kept on Windows, below the folder for programs; a package keeps it there too.</summary>
    public static readonly IReadOnlyList<string> WindowsFolder = ["DNS4Me", "agent"];

    /// <summary>In the machine's folder, the file that holds the program's version.</summary>
    public const string VersionFile = "version";

    /// <summary>In the machine's folder, the file that holds the name of the package whose files these are. Without it they are an administrator's.</summary>
    public const string PackageFile = "package";

    /// <summary>The program's file.</summary>
    /// <param name="system">The system that it is for.</param>
    public static string FileName(OSPlatform system) => system == OSPlatform.Windows ? "dns4me-agent.exe" : "dns4me-agent";

    /// <summary>A system and a processor as .NET names them together, such as linux-x64.</summary>
    public static string RuntimeName(OSPlatform system, Architecture processor)
        => $"{(system == OSPlatform.Windows ? "win" : system == OSPlatform.OSX ? "osx" : "linux")}-{processor.ToString().ToLowerInvariant()}";

    /// <summary>The folders of the machine's program, the one that goes before the others first.</summary>
    /// <param name="system">The system.</param>
    /// <param name="programFiles">Windows' folder for programs; not asked for elsewhere.</param>
    public static IReadOnlyList<string> MachineFolders(OSPlatform system, string programFiles)
        => system == OSPlatform.Windows ? [Path.Combine([programFiles, .. WindowsFolder])]
        : system == OSPlatform.OSX ? [MacFolder]
        : [LinuxFolder, LinuxPackageFolder];

    /// <summary>
    /// Where a module looks for the program, the first place first: in itself, and where the machine's program is, which a module that came in a package with it has no copy of.
    /// Windows runs programs for x64 on arm64 too.
    /// </summary>
    /// <param name="moduleFolder">The module's folder.</param>
    /// <param name="system">The system.</param>
    /// <param name="processor">Its processor.</param>
    /// <param name="programFiles">Windows' folder for programs; not asked for elsewhere.</param>
    public static IEnumerable<string> Candidates(string moduleFolder, OSPlatform system, Architecture processor, string programFiles)
    {
        var agent = Path.Combine(moduleFolder, ModuleFolder);
        IEnumerable<Architecture> processors = system == OSPlatform.Windows && processor == Architecture.Arm64 ? [processor, Architecture.X64] : [processor];
        return new[] { agent }
            .Concat(processors.Select(one => Path.Combine(agent, RuntimeName(system, one))))
            .Concat(MachineFolders(system, programFiles))
            .Select(folder => Path.Combine(folder, FileName(system)));
    }
}
