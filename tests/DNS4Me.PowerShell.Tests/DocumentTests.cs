using System.Text.RegularExpressions;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>The pages of docs and the README say what there is.</summary>
public sealed partial class DocumentTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Pages =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Repository.Root, "README.md")).Select(page => Path.GetRelativePath(Repository.Root, page)).Order()];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_troubleshooting_page_has_each_error_once_and_says_whether_it_is_tried_again()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "troubleshooting.md")).Select(line => Row().Match(line)).Where(row => row.Success && row.Groups[1].Value != "ErrorId").ToList();
        Assert.Equal(Enum.GetNames<FaultCode>().Order(), rows.Select(row => row.Groups[1].Value).Order());
        Assert.All(rows, row => Assert.Equal((row.Groups[1].Value, Faults.IsTransient(Enum.Parse<FaultCode>(row.Groups[1].Value)) ? "yes" : "no"), (row.Groups[1].Value, row.Groups[2].Value)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_names_commands_and_files_that_there_are(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, page));
        var commands = _session.Run("(Get-Module DNS4Me).ExportedCmdlets.Keys").All<string>();
        Assert.Empty(Command().Matches(text).Select(command => command.Value).Distinct().Except(commands, StringComparer.OrdinalIgnoreCase));
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        Assert.All(Link().Matches(text).Select(link => link.Groups[1].Value), link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page} leads to {link}, which is not there."));
    }

    [GeneratedRegex(@"^\| (\w+) \|.*\| (\w[\w ]*) \|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"\b[A-Z][a-z]+-DNS4Me\w*\b(?!\.ps1)")]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\(((?!https?:|#)[^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
