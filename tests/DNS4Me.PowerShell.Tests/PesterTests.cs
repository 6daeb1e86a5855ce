using System.Management.Automation.Language;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Keeps tests/Pester, which only machines with Pester run, in step with the module.</summary>
public sealed class PesterTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "Pester"), "*.Tests.ps1").Select(path => Path.GetFileName(path))];

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_file_can_be_parsed(string file)
    {
        Parser.ParseFile(Path.Combine(Repository.Root, "tests", "Pester", file), out _, out var errors);
        Assert.Empty(errors);
    }

    [Fact]
    public void Every_cmdlet_is_driven_with_parameters_that_it_has()
    {
        var cmdlets = _session.Run("(Get-Module DNS4Me).ExportedCmdlets").Single<Dictionary<string, System.Management.Automation.CmdletInfo>>();
        var used = Files.SelectMany(file => Commands(Path.Combine(Repository.Root, "tests", "Pester", file.Data))).Where(command => cmdlets.ContainsKey(command.GetCommandName() ?? "")).ToList();
        Assert.Equal(cmdlets.Keys.Order(), used.Select(command => command.GetCommandName()).Distinct().Order());
        Assert.All(used, command => Assert.All(
            command.CommandElements.OfType<CommandParameterAst>(),
            parameter => Assert.Contains(parameter.ParameterName, cmdlets[command.GetCommandName()].Parameters.Keys)));
    }

    private static IEnumerable<CommandAst> Commands(string path)
        => Parser.ParseFile(path, out _, out _).FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>();
}
