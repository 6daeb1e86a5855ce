using System.Management.Automation;
using System.Xml.Linq;
using DNS4Me.Help;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Get-Help shows what the pages say.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly ModuleSession _session = new();

    public static TheoryData<string> Names => HelpPageTests.Names;

    private static string HelpFile => Path.Combine(Repository.Module, "en-US", "DNS4Me.PowerShell.dll-Help.xml");

    public void Dispose() => _session.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_staged_help_tells_of_each_parameter_set_what_the_code_does(string name)
    {
        var cmdlet = _session.Run($"Get-Command {name}").Single<CmdletInfo>();
        var command = XDocument.Load(HelpFile).Descendants(Command + "command").Single(item => item.Descendants(Command + "name").Single().Value == name);
        var sets = cmdlet.ParameterSets.OrderBy(set => !set.IsDefault).ThenBy(set => set.Name);
        Assert.Equal(
            sets.Select(set => string.Join('\n', set.Parameters.Where(IsShown).Select(parameter => FactsOf(cmdlet, parameter)).Order(StringComparer.Ordinal))),
            command.Descendants(Command + "syntaxItem").Select(set => string.Join('\n', set.Elements(Command + "parameter").Select(FactsOf).Order(StringComparer.Ordinal))));

        bool IsShown(CommandParameterInfo parameter) => !Cmdlet.CommonParameters.Contains(parameter.Name) && !parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Get_Help_shows_the_page(string name)
    {
        var page = HelpPages.All[name];
        var outcome = _session.Run(
            $$"""
            $help = Get-Help {{name}} -Full
            "$($help.Synopsis)"
            $help.description[0].Text.TrimEnd()
            $help.examples.example.Count
            $help.examples.example[1].code
            $help.parameters.parameter.Count
            """);
        Assert.Empty(outcome.Errors);
        Assert.Equal(
            [PlainLine(page.Synopsis), PlainLine(page.Description.Split("\n\n")[0].Split("\n- ")[0]), page.Examples.Count, page.Examples[1].Code, page.Parameters.Count(parameter => !parameter.IsHidden)],
            outcome.Output.Select(item => item.BaseObject));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Get_Help_Online_has_an_address_of_the_pages_own(string name)
        => Assert.Equal($"http://www.DNS4Me.com/help/{name}/", _session.Run($"(Get-Help {name}).relatedLinks.navigationLink[0].uri").Single<string>(), ignoreCase: true);

    [Fact]
    public void Get_Help_finds_every_topic_with_its_short_description()
    {
        foreach (var topic in HelpPages.Topics)
        {
            var name = Path.GetFileNameWithoutExtension(topic);
            var outcome = _session.Run($"Get-Help {name}");
            var text = Assert.IsType<string>(Assert.Single(outcome.Output).BaseObject);
            Assert.Contains(name, text, StringComparison.Ordinal);
            Assert.Equal(File.ReadAllText(topic).ReplaceLineEndings("\n").Split("## Short description\n")[1].Split('\n')[0], text.ReplaceLineEndings("\n").Split('\n')[4].Trim());
            Assert.DoesNotContain("```", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_build_makes_all_of_it_and_nothing_else()
        => Assert.Equal(
            HelpPages.Topics.Select(topic => Path.GetFileNameWithoutExtension(topic) + ".help.txt").Append(Path.GetFileName(HelpFile)).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Path.GetDirectoryName(HelpFile)!).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Online_help_leads_where_the_build_says()
    {
        var page = HelpPages.All["Connect-DNS4Me"];
        Assert.Equal("https://docs.example/help/Connect-DNS4Me.md", FirstUri(MamlWriter.Write([page], "https://docs.example/help/{0}.md")));
        Assert.Equal("", FirstUri(MamlWriter.Write([page], online: null)));

        static string FirstUri(XDocument help) => help.Descendants(Maml + "navigationLink").First().Element(Maml + "uri")!.Value;
    }

    private static string FactsOf(CmdletInfo cmdlet, CommandParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        var values = (type.GetElementType() ?? type) is { IsEnum: true } accepted ? Enum.GetNames(accepted) : [];
        var pipeline = (parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };
        var defaultValue = CodeHelp.ParametersOf(cmdlet).Select(line => line.Split(" DefaultValue: ")).Single(parts => parts.Length == 2 && parts[0] == "-" + parameter.Name)[1];
        return $"{parameter.Name} {type} required={parameter.IsMandatory.ToString().ToLowerInvariant()} position={(parameter.Position < 0 ? "named" : parameter.Position)} pipeline={pipeline} "
            + $"aliases={(parameter.Aliases.Count == 0 ? "(none)" : string.Join(", ", parameter.Aliases))} values={string.Join(',', values)} default={(defaultValue.Length == 0 ? "None" : defaultValue)}";
    }

    private static string FactsOf(XElement parameter) =>
        $"{parameter.Element(Maml + "name")!.Value} {parameter.Element(Dev + "type")!.Element(Maml + "name")!.Value} required={parameter.Attribute("required")!.Value} position={parameter.Attribute("position")!.Value} "
        + $"pipeline={parameter.Attribute("pipelineInput")!.Value} aliases={parameter.Attribute("aliases")!.Value} "
        + $"values={string.Join(',', parameter.Elements(Command + "parameterValueGroup").Elements().Select(value => value.Value))} default={parameter.Element(Dev + "defaultValue")!.Value}";

    private static string PlainLine(string markdown) => markdown.Replace("`", "", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);
}
