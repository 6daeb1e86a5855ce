using System.Reflection;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>The programs and files under test, where the build leaves them.</summary>
internal static class Staged
{
    public static string Root { get; } = Metadata("RepositoryRoot");

    public static string Host { get; } = Program(Path.Combine(Root, Metadata("HostFolder")), "DNS4Me.Host");

    public static string Agent { get; } = Program(Path.Combine(Root, "out", "DNS4Me", "agent"), "dns4me-agent");

    public static string Server { get; } = Program(Path.Combine(Root, "out", "server"), "dns4me-server");

    public static string Quickstart { get; } = Path.Combine(Root, "examples", "quickstart.ps1");

    private static string Program(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string Metadata(string key)
        => typeof(Staged).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
