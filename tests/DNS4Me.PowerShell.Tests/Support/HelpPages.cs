using DNS4Me.Help;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>The pages in docs/help, by cmdlet.</summary>
internal static class HelpPages
{
    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "help");

    public static IReadOnlyDictionary<string, HelpPage> All { get; } = Directory.EnumerateFiles(Folder, "*-DNS4Me*.md").ToDictionary(path => Path.GetFileNameWithoutExtension(path), HelpPageReader.Read);

    /// <summary>All topics, wherever their Markdown lies.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. new[] { Folder, Path.Combine(Repository.Root, "docs") }.SelectMany(folder => Directory.EnumerateFiles(folder, "about_*.md")).Order()];
}
