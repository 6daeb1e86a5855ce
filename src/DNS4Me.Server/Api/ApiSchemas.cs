using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace DNS4Me.Server.Api;

/// <summary>
/// The JSON Schemas of the contract's types, made of what the serialiser itself goes by, so that they say what is read and written. A type of the contract is
/// a schema of its own, and the others refer to it.
/// </summary>
internal sealed class ApiSchemas
{
    private const string Null = "null";

    private readonly JsonObject _schemas = [];
    private readonly ApiComments _comments = ApiComments.Load();

    /// <summary>The schemas so far, by name.</summary>
    public JsonObject Schemas => _schemas;

    /// <summary>The schema of a body.</summary>
    /// <param name="type">The type of the body.</param>
    /// <param name="options">How it is read or written.</param>
    public JsonNode Of(Type type, JsonSerializerOptions options) => Export(options.GetTypeInfo(type), referToItself: true);

    /// <summary>A type's members, each with its schema.</summary>
    public IEnumerable<(string Name, JsonNode Schema)> Members(Type type, JsonSerializerOptions options)
        => Export(options.GetTypeInfo(type), referToItself: false)["properties"]!.AsObject().Select(member => (member.Key, member.Value!.DeepClone()));

    private JsonNode Export(JsonTypeInfo type, bool referToItself) => type.GetJsonSchemaAsNode(new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => context.Path.IsEmpty && !referToItself ? Described(context, node) : Transform(context, node),
    });

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNullable = context.PropertyInfo is { } property && (property.IsGetNullable || type != context.TypeInfo.Type);
        if (Converted(type) is { } converted)
        {
            converted["type"] = isNullable ? new JsonArray(converted["type"]!.DeepClone(), Null) : converted["type"]!.DeepClone();
            return Described(context, converted);
        }

        if (type.Namespace?.StartsWith(nameof(DNS4Me), StringComparison.Ordinal) != true)
        {
            return Described(context, node);
        }

        Add(type, context.TypeInfo.Options);
        var reference = new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
        return Described(context, isNullable ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = Null }) } : reference);
    }

    private void Add(Type type, JsonSerializerOptions options)
    {
        if (_schemas.ContainsKey(type.Name))
        {
            return;
        }

        // It stands there before its members are looked at, so that a type may refer to itself.
        _schemas[type.Name] = null;
        var schema = type.IsEnum
            ? new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. type.GetEnumNames().Select(name => JsonValue.Create(name))]) }
            : Export(options.GetTypeInfo(type), referToItself: false).AsObject();
        schema["title"] = type.Name;
        if (_comments.Of(type) is { } comment)
        {
            schema["description"] = comment;
        }

        _schemas[type.Name] = schema;
    }

    /// <summary>What the contract's own converters write.</summary>
    private static JsonObject? Converted(Type type)
        => type == typeof(IPAddress) ? new() { ["type"] = "string", ["examples"] = new JsonArray("203.0.113.7", "2001:db8::7") }
            : type == typeof(HostTarget) ? new() { ["type"] = "string", ["examples"] = new JsonArray("Default", "203.0.113.7", "port:8080", "url:https://example.com/", "OfflinePage") }
            : type == typeof(TimeSpan) ? new() { ["type"] = "number", ["minimum"] = 0 }
            : null;

    private JsonNode Described(JsonSchemaExporterContext context, JsonNode node)
    {
        if (context.PropertyInfo is { } property && node is JsonObject schema && _comments.Of(property) is { } comment)
        {
            schema["description"] = comment;
        }

        return node;
    }
}
