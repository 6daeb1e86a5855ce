using System.Management.Automation.Language;

namespace DNS4Me.Dsc;

/// <summary>Reads the DSC resources of a script as DSC's own adapter does: by its syntax, and runs nothing of it.</summary>
internal static class ResourceReader
{
    private static readonly string[] Called = ["Get", "Set", "Test", "Export"];

    /// <summary>Reads a script.</summary>
    /// <exception cref="InvalidDataException">It has errors, or a resource or property has no description.</exception>
    public static IReadOnlyList<DscResource> Read(string path)
    {
        var script = Parser.ParseFile(path, out var tokens, out var errors);
        if (errors.Length > 0)
        {
            throw new InvalidDataException($"{path}({errors[0].Extent.StartLineNumber}): {errors[0].Message}");
        }

        var types = script.FindAll(item => item is TypeDefinitionAst, searchNestedScriptBlocks: false).Cast<TypeDefinitionAst>().ToList();
        var enums = types.Where(type => type.IsEnum).ToDictionary(type => type.Name, type => (IReadOnlyList<string>)[.. type.Members.Select(member => member.Name)]);
        return [.. types.Where(type => Has(type.Attributes, "DscResource")).Select(type => ReadResource(type, enums, tokens))];
    }

    private static DscResource ReadResource(TypeDefinitionAst type, Dictionary<string, IReadOnlyList<string>> enums, Token[] tokens)
    {
        var methods = type.Members.OfType<FunctionMemberAst>().Select(method => method.Name).Distinct().Where(Called.Contains).Select(name => name.ToLowerInvariant());
        var properties = type.Members.OfType<PropertyMemberAst>().Where(property => Has(property.Attributes, "DscProperty"));
        return new(type.Name, Description(type, tokens), [.. methods], [.. properties.Select(property => ReadProperty(property, enums, tokens))]);
    }

    private static DscProperty ReadProperty(PropertyMemberAst property, Dictionary<string, IReadOnlyList<string>> enums, Token[] tokens)
    {
        var type = property.PropertyType.TypeName;
        var name = type is GenericTypeName { GenericArguments: [var inner] } ? inner.FullName : type.FullName;
        var values = property.Attributes.Where(attribute => attribute.TypeName.Name == "ValidateSet").SelectMany(attribute => attribute.PositionalArguments).OfType<StringConstantExpressionAst>().Select(value => value.Value);
        var arguments = property.Attributes.Single(attribute => attribute.TypeName.Name == "DscProperty").NamedArguments.Select(argument => argument.ArgumentName).ToList();
        var isRequired = property.InitialValue is null && (arguments.Contains("Key") || arguments.Contains("Mandatory"));
        return new(
            property.Name,
            Description(property, tokens),
            name,
            enums.TryGetValue(name, out var members) ? members : [.. values],
            isRequired,
            !isRequired && property.InitialValue is null && type.FullName != "bool",
            arguments.Contains("NotConfigurable"));
    }

    private static bool Has(IEnumerable<AttributeAst> attributes, string name) => attributes.Any(attribute => attribute.TypeName.Name == name);

    /// <summary>The lines of comment directly above.</summary>
    private static string Description(Ast item, Token[] tokens)
    {
        var comments = tokens.Where(token => token.Kind == TokenKind.Comment).ToDictionary(token => token.Extent.StartLineNumber, token => token.Text.TrimStart('#', ' '));
        var lines = new Stack<string>();
        for (var line = item.Extent.StartLineNumber - 1; comments.TryGetValue(line, out var text); line--)
        {
            lines.Push(text);
        }

        return lines.Count > 0 ? string.Join(' ', lines) : throw new InvalidDataException($"{item.Extent.File}({item.Extent.StartLineNumber}): There is no description above this.");
    }
}
