using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DNS4Me.Server.Api;

/// <summary>What the contract's own documentation says of its types and members: the program carries it, so that the API's description need not say it again.</summary>
internal sealed partial class ApiComments
{
    private const string ResourceName = "DNS4Me.Core.xml";
    private readonly Dictionary<string, XElement> _members;

    private ApiComments(Dictionary<string, XElement> members) => _members = members;

    /// <summary>Reads them.</summary>
    public static ApiComments Load()
    {
        using var stream = typeof(ApiComments).Assembly.GetManifestResourceStream(ResourceName)!;
        return new(XDocument.Load(stream).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value));
    }

    /// <summary>What is said of a type; null for nothing.</summary>
    public string? Of(Type type) => Summary($"T:{type.FullName}");

    /// <summary>What is said of a member; null for nothing.</summary>
    public string? Of(JsonPropertyInfo property)
        => property.AttributeProvider is MemberInfo { DeclaringType: { } type } member ? Summary($"P:{type.FullName}.{member.Name}") : null;

    private string? Summary(string id)
    {
        if (!_members.TryGetValue(id, out var member))
        {
            return null;
        }

        return member.Element("inheritdoc") is { } inherited ? Summary(inherited.Attribute("cref")!.Value)
            : member.Element("summary") is { } summary ? Blanks().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim()
            : null;
    }

    /// <summary>A member that is referred to goes by its JSON name, and anything else by its last name.</summary>
    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement element when element.Attribute("cref")?.Value is { } reference => reference[0] == 'P' ? CamelCase(LastName(reference)) : LastName(reference),
        XElement element when element.Attribute("langword")?.Value is { } word => word,
        XElement element => element.Value,
        _ => "",
    };

    private static string LastName(string reference) => reference.Split('(')[0].Split('.')[^1];

    private static string CamelCase(string name) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(name);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
