using System.Runtime.InteropServices;
using DNS4Me.Local;

namespace DNS4Me.Package;

/// <summary>A system and a processor that packages are made for.</summary>
/// <param name="System">The system.</param>
/// <param name="Processor">The processor.</param>
/// <param name="DebianName">What Debian calls the processor; null where there is no Debian.</param>
internal sealed record Target(OSPlatform System, Architecture Processor, string? DebianName = null)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All { get; } =
    [
        new(OSPlatform.Linux, Architecture.X64, "amd64"),
        new(OSPlatform.Linux, Architecture.Arm64, "arm64"),
        new(OSPlatform.OSX, Architecture.Arm64),
        new(OSPlatform.Windows, Architecture.X64),
    ];

    /// <summary>.NET's name.</summary>
    public string Name => AgentPrograms.RuntimeName(System, Processor);

    /// <summary>Whether this machine makes machine code for it; for others the program brings the runtime.</summary>
    public bool IsNative => RuntimeInformation.IsOSPlatform(System) && RuntimeInformation.OSArchitecture == Processor;

    public bool IsWindows => System == OSPlatform.Windows;
}
