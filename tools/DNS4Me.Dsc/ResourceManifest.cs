using System.Text.Json.Nodes;

namespace DNS4Me.Dsc;

/// <summary>
/// A resource's manifest, by which DSC 3 knows it without looking through the modules, and what it takes without asking it (adapted resource manifest and JSON schema, PowerShell/DSC, schemas v3).
/// </summary>
internal static class ResourceManifest
{
    /// <summary>How the names of manifests end.</summary>
    public const string Extension = ".dsc.adaptedResource.json";

    private const string Credential = "PSCredential";

    /// <summary>Writes a manifest.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="module">The module's name.</param>
    /// <param name="version">The module's version.</param>
    public static JsonObject Of(DscResource resource, string module, string version) => new()
    {
        ["$schema"] = "https://aka.ms/dsc/schemas/v3/bundled/adaptedresource/manifest.json",
        ["type"] = $"{module}/{resource.Name}",
        ["kind"] = "resource",
        ["version"] = version,
        ["capabilities"] = new JsonArray([.. resource.Methods.Select(method => JsonValue.Create(method))]),
        ["description"] = resource.Description,
        ["author"] = "DNS4Me contributors",
        ["requireAdapter"] = "Microsoft.Adapter/PowerShell",
        ["path"] = module + ".psd1",
        ["schema"] = new JsonObject { ["embedded"] = Schema(resource) },
    };

    private static JsonObject Schema(DscResource resource) => new()
    {
        ["$schema"] = "http://json-schema.org/draft-07/schema#",
        ["title"] = resource.Name,
        ["description"] = resource.Description,
        ["type"] = "object",
        ["required"] = new JsonArray([.. resource.Properties.Where(property => property.IsRequired).Select(property => JsonValue.Create(property.Name))]),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(resource.Properties.Select(property => KeyValuePair.Create(property.Name, (JsonNode?)Schema(property)))),
    };

    private static JsonObject Schema(DscProperty property)
    {
        var schema = new JsonObject { ["title"] = property.Name, ["description"] = property.Description };
        if (property.Values.Count > 0)
        {
            schema["type"] = "string";
            schema["enum"] = new JsonArray([.. property.Values.Select(value => JsonValue.Create(value))]);
        }
        else
        {
            schema["type"] = property.Type switch
            {
                "string" => "string",
                "int" => "integer",
                "bool" => "boolean",
                "string[]" => "array",
                Credential => "object",
                _ => throw new InvalidDataException($"The property {property.Name} has the type {property.Type}, which no manifest has been made of yet."),
            };
        }

        if (property.Type == "string[]")
        {
            schema["items"] = new JsonObject { ["type"] = "string" };
        }
        else if (property.Type == Credential)
        {
            schema["required"] = new JsonArray("username", "password");
            schema["properties"] = new JsonObject { ["username"] = new JsonObject { ["type"] = "string" }, ["password"] = new JsonObject { ["type"] = "string" } };
        }

        if (property.IsNullable)
        {
            schema["type"] = new JsonArray(schema["type"]!.GetValue<string>(), "null");
            (schema["enum"] as JsonArray)?.Add(null);
        }

        if (property.IsReadOnly)
        {
            schema["readOnly"] = true;
        }

        return schema;
    }
}
