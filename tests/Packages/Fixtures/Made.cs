using DNS4Me.Package;

namespace DNS4Me.Packages.Fixtures;

/// <summary>The packages that were made.</summary>
internal static class Made
{
    /// <summary>Their folder.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "out", "packages");

    public static string Module => Find($"DNS4Me.{Workshop.Version}.nupkg");

    public static string Archive(string system, string form) => Find($"DNS4Me-{Workshop.Version}-{system}{form}");

    public static string Msi => Find($"DNS4Me-{Workshop.Version}-x64.msi");

    public static string AgentDeb => Find($"dns4me-agent_{Workshop.Version}_amd64.deb");

    public static string ServerDeb => Find($"dns4me-server_{Workshop.Version}_amd64.deb");

    private static string Find(string name)
    {
        var path = Path.Combine(Folder, name);
        Assert.True(File.Exists(path), $"{name} was not made: run `dotnet run --project tools/DNS4Me.Package` first.");
        return path;
    }
}
