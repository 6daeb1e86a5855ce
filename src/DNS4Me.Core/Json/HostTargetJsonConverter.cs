using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me;

/// <summary>A host record's target as its text form.</summary>
internal sealed class HostTargetJsonConverter : JsonConverter<HostTarget>
{
    public override HostTarget Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && HostTarget.TryParse(text, out var target) ? target! : throw new JsonException($"'{text}' is not a host record's target.");
    }

    public override void Write(Utf8JsonWriter writer, HostTarget value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
