using System.Globalization;
using System.Xml.Linq;

namespace DNS4Me.Help;

/// <summary>Writes pages as MAML, which Get-Help of both editions reads for cmdlets of an assembly.</summary>
public static class MamlWriter
{
    private const string NoAlias = "(none)";

    private static readonly XNamespace Items = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Makes the document of an assembly's help.</summary>
    /// <param name="pages">The pages of its cmdlets.</param>
    /// <param name="online">Where a page can be read in a browser, which Get-Help -Online opens: an address with {0} for its name; null: nowhere.</param>
    public static XDocument Write(IEnumerable<HelpPage> pages, string? online) => new(new XElement(
        Items + "helpItems",
        new XAttribute("schema", "maml"),
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        pages.Select(page => ToCommand(page, online))));

    private static XElement ToCommand(HelpPage page, string? online)
    {
        var shown = page.Parameters.Where(parameter => !parameter.IsHidden).ToList();
        return new(
            Command + "command",
            new XElement(
                Command + "details",
                new XElement(Command + "name", page.Name),
                new XElement(Command + "verb", page.Name.Split('-')[0]),
                new XElement(Command + "noun", page.Name.Split('-')[1]),
                Description(page.Synopsis)),
            Description(page.Description),
            new XElement(Command + "syntax", page.Syntax.Select(set => ToSyntax(page, set.Name, shown))),
            new XElement(Command + "parameters", shown.Select(parameter => ToParameter(parameter, parameter.Sets[0], inSyntax: false))),
            new XElement(Command + "inputTypes", page.Inputs.Select(input => new XElement(Command + "inputType", ToType(input.Name), Description(input.Text)))),
            new XElement(Command + "returnValues", page.Outputs.Select(output => new XElement(Command + "returnValue", ToType(output.Name), Description(output.Text)))),
            page.Notes.Length == 0 ? null : new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paragraphs(page.Notes))),
            new XElement(Command + "examples", page.Examples.Select(ToExample)),
            new XElement(Command + "relatedLinks", OnlineLink(page, online), page.Links.Select(link => Link(link, ""))));
    }

    private static XElement ToSyntax(HelpPage page, string set, IReadOnlyList<HelpParameter> shown) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        shown.Where(parameter => parameter.In(set) is not null)
            .OrderBy(parameter => int.TryParse(parameter.In(set)!["Position"], out var position) ? position : int.MaxValue)
            .ThenBy(parameter => parameter.In(set)!["IsRequired"] != "true")
            .Select(parameter => ToParameter(parameter, parameter.In(set)!, inSyntax: true)));

    private static XElement ToParameter(HelpParameter parameter, IReadOnlyDictionary<string, string> facts, bool inSyntax)
    {
        var isSwitch = parameter.ShortType == "SwitchParameter";
        var accepted = parameter.Facts["AcceptedValues"].Split(", ", StringSplitOptions.RemoveEmptyEntries);
        return new(
            Command + "parameter",
            new XAttribute("required", facts["IsRequired"]),
            new XAttribute("variableLength", parameter.ShortType.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
            new XAttribute("globbing", parameter.Facts["SupportsWildcards"]),
            new XAttribute("pipelineInput", PipelineInput(facts)),
            new XAttribute("position", facts["Position"] == "Named" ? "named" : facts["Position"]),
            new XAttribute("aliases", parameter.Facts["Aliases"] is { Length: > 0 } aliases ? aliases : NoAlias),
            new XElement(Maml + "name", parameter.Name),
            Description(parameter.Text),
            accepted.Length == 0 ? null : new XElement(Command + "parameterValueGroup", accepted.Select(value => new XElement(Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), value))),
            isSwitch && inSyntax ? null : new XElement(Command + "parameterValue", new XAttribute("required", isSwitch ? "false" : "true"), new XAttribute("variableLength", "false"), parameter.ShortType),
            ToType(parameter.Type),
            new XElement(Dev + "defaultValue", parameter.Facts["DefaultValue"] is { Length: > 0 } value ? value : "None"));
    }

    private static string PipelineInput(IReadOnlyDictionary<string, string> facts) => (facts["ValueFromPipeline"], facts["ValueFromPipelineByPropertyName"]) switch
    {
        ("true", "true") => "True (ByValue, ByPropertyName)",
        ("true", _) => "True (ByValue)",
        (_, "true") => "True (ByPropertyName)",
        _ => "False",
    };

    private static XElement ToExample(HelpExample example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"-------- Example {index + 1}: {PlainText.Line(example.Title)} --------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks)));

    private static XElement ToType(string name) => new(Dev + "type", new XElement(Maml + "name", name), new XElement(Maml + "uri"));

    private static XElement? OnlineLink(HelpPage page, string? online)
        => page.FrontMatter["HelpUri"] is { Length: > 0 } uri ? Link("Online Version:", uri) : online is null ? null : Link("Online Version:", new Uri(string.Format(CultureInfo.InvariantCulture, online, page.Name)).AbsoluteUri);

    private static XElement Link(string text, string uri) => new(Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri", uri));

    private static XElement Description(string text) => new(Maml + "description", Paragraphs(text));

    private static IEnumerable<XElement> Paragraphs(string text) => PlainText.Paragraphs(text).Select(paragraph => new XElement(Maml + "para", paragraph));
}
