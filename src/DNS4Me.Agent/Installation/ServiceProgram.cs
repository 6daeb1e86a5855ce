using System.Runtime;
using DNS4Me.Agent.Hosting;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation;

/// <summary>The agent's program in a folder.</summary>
/// <param name="Folder">The folder, with all that the program needs.</param>
/// <param name="IsNative">Whether it is machine code. What is compiled as it runs needs memory that it both writes and executes.</param>
/// <param name="RuntimeFolder">The folder of the .NET runtime that it needs; null when it brings its own, or needs none.</param>
/// <param name="Version">Its version.</param>
internal sealed record ServiceProgram(string Folder, bool IsNative, string? RuntimeFolder, string Version)
{
    private const string FrameworkVariable = "FX_DEPS_FILE";

    /// <summary>From a framework's file up to the runtime's folder: shared, the framework, its version.</summary>
    private const string FrameworkToRuntime = "../../../..";

    /// <summary>This program.</summary>
    public static ServiceProgram Running { get; } = new(
        Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory),
        IsMachineCode,
        AppContext.GetData(FrameworkVariable) is string file ? Path.GetFullPath(Path.Combine(file, FrameworkToRuntime)) : null,
        AgentVersion.Text);

    /// <summary>Whether nothing was compiled in this process. That dynamic code is not supported says less: a project that can become machine code says so from its first build on.</summary>
    private static bool IsMachineCode => JitInfo.GetCompiledMethodCount() == 0;

    /// <summary>The file to run.</summary>
    public string File => Path.Combine(Folder, AgentPrograms.FileName(MachineHome.System));

    /// <summary>Whether the program is a package's. What the package brings beside it is not written a second time.</summary>
    public bool IsPackaged { get; init; }
}
