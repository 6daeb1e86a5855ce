using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>The pages in docs/help say what the cmdlets are, and their examples can be typed as they stand.</summary>
public sealed class HelpPageTests : IDisposable
{
    /// <summary>What examples may use of PowerShell's own commands, each with the parameters that they use.</summary>
    private static readonly Dictionary<string, string[]> OfPowerShell = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Add-Content"] = [],
        ["ConvertFrom-Json"] = [],
        ["Export-Csv"] = [],
        ["ForEach-Object"] = [],
        ["Format-List"] = [],
        ["Get-Content"] = [],
        ["Get-Credential"] = [],
        ["Get-Date"] = ["Format"],
        ["Import-Csv"] = [],
        ["Import-Module"] = [],
        ["New-ScheduledTaskAction"] = [],
        ["New-ScheduledTaskTrigger"] = ["At", "Once", "RepetitionInterval"],
        ["New-TimeSpan"] = ["Hours"],
        ["Read-Host"] = ["Prompt", "AsSecureString"],
        ["Receive-Job"] = [],
        ["Register-ScheduledTask"] = ["Action", "Trigger"],
        ["Stop-Job"] = [],
        ["Unregister-Event"] = ["SourceIdentifier"],
        ["Wait-Event"] = ["SourceIdentifier", "Timeout"],
        ["Where-Object"] = ["eq", "in", "EQ"],
    };

    private readonly ModuleSession _session = new();

    public static TheoryData<string> Names => [.. HelpPages.All.Keys.Order()];

    public static TheoryData<string> Topics => [.. HelpPages.Topics.Select(topic => Path.GetRelativePath(Repository.Root, topic))];

    private IReadOnlyDictionary<string, CmdletInfo> Cmdlets => _session.Run("(Get-Module DNS4Me).ExportedCmdlets").Single<Dictionary<string, CmdletInfo>>();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void Every_cmdlet_has_a_page_and_every_page_a_cmdlet()
        => Assert.Equal(Cmdlets.Keys.Order(), HelpPages.All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_of_platyPSs_schema_and_complete(string name)
    {
        var page = HelpPages.All[name];
        Assert.Equal(
            ("cmdlet", "DNS4Me.PowerShell.dll-Help.xml", "DNS4Me", "2024-05-01", name),
            (page.FrontMatter["document type"], page.FrontMatter["external help file"], page.FrontMatter["Module Name"], page.FrontMatter["PlatyPS schema version"], page.FrontMatter["title"]));
        Assert.True(DateOnly.TryParseExact(page.FrontMatter["ms.date"], "MM/dd/yyyy", out _));
        Assert.True(page.Examples.Count >= 2, "A page has two examples at least.");
        Assert.All(page.Examples, example => Assert.True(example.Title.Length > 0 && example.Code.Length > 0 && example.Remarks.Length > 0));
        Assert.All([page.Synopsis, page.Description, .. page.Parameters.Select(parameter => parameter.Text), .. page.Inputs.Concat(page.Outputs).Select(entry => entry.Text)], text => Assert.EndsWith(".", text));
        Assert.All(page.Links, link => Assert.True(HelpPages.All.ContainsKey(link) || HelpPages.Topics.Any(topic => Path.GetFileNameWithoutExtension(topic) == link), link));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_tells_of_the_parameters_what_the_code_does(string name)
        => Assert.Equal(CodeHelp.ParametersOf(Cmdlets[name]), CodeHelp.ParametersOf(HelpPages.All[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_tells_of_the_syntax_and_the_pipeline_what_the_code_does(string name)
    {
        var (page, cmdlet) = (HelpPages.All[name], Cmdlets[name]);
        Assert.Equal(
            cmdlet.ParameterSets.OrderBy(set => !set.IsDefault).ThenBy(set => set.Name).Select(set => (set.Name, $"{name} {set}")),
            page.Syntax.Select(set => (set.Name, string.Join(' ', set.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
        Assert.Equal(cmdlet.OutputType.Select(output => output.Name).Order(), page.Outputs.Select(output => output.Name).Order());
        Assert.Equal(CodeHelp.TakesPipeline(cmdlet), page.Inputs.All(input => input.Name != "None"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_example_of_a_page_can_be_typed_as_it_stands(string name)
    {
        Assert.All(HelpPages.All[name].Examples, example => MustBind(example.Code));
        Assert.Contains(HelpPages.All[name].Examples, example => example.Code.Contains(name, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Every_example_of_a_topic_can_be_typed_as_it_stands(string topic)
        => Assert.All(File.ReadAllText(Path.Combine(Repository.Root, topic)).ReplaceLineEndings("\n").Split("```powershell\n").Skip(1), block => MustBind(block[..block.IndexOf("\n```", StringComparison.Ordinal)]));

    [Theory]
    [MemberData(nameof(Topics))]
    public void A_topic_names_commands_and_topics_that_exist(string topic)
    {
        var named = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, topic)), @"\b(?:about_DNS4Me\w*|[A-Z][a-z]+-DNS4Me\w*)\b(?!\.ps1)").Select(match => match.Value);
        Assert.All(named.Distinct(), word => Assert.True(HelpPages.All.ContainsKey(word) || HelpPages.Topics.Any(known => Path.GetFileNameWithoutExtension(known) == word), word));
    }

    /// <summary>Checks that a script parses, and that its commands exist and bind what it gives them.</summary>
    private void MustBind(string script)
    {
        var ast = Parser.ParseInput(script, out _, out var errors);
        Assert.Empty(errors);
        var cmdlets = Cmdlets;
        var before = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = _session.Runspace;
        try
        {
            foreach (var command in ast.FindAll(item => item is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                var name = command.GetCommandName();
                if (OfPowerShell.TryGetValue(name, out var known))
                {
                    Assert.All(command.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.Contains(parameter.ParameterName, known));
                    continue;
                }

                Assert.True(cmdlets.ContainsKey(name), $"{name} in: {script}");
                var bound = StaticParameterBinder.BindCommand(command, resolve: true);
                Assert.True(bound.BindingExceptions.Count == 0, $"{command}: {string.Join(", ", bound.BindingExceptions.Select(failed => $"{failed.Key}: {failed.Value.BindingException.Message}"))}");
                Assert.All(command.CommandElements.OfType<CommandParameterAst>(), parameter => Assert.Contains(parameter.ParameterName, cmdlets[name].Parameters.Keys));
            }
        }
        finally
        {
            Runspace.DefaultRunspace = before;
        }
    }
}
