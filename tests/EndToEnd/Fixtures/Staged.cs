using System.Reflection;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>The programs and files under test, where the build leaves them.</summary>
internal static class Staged
{
    public static string Host { get; } = Repository.Program(Path.Combine(Repository.Root, Metadata("HostFolder")), "DNS4Me.Host");

    public static string Quickstart { get; } = Path.Combine(Repository.Root, "examples", "quickstart.ps1");

    private static string Metadata(string key)
        => typeof(Staged).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
