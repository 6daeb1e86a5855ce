using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me;

/// <summary>An address as JSON text, by the strict reading of <see cref="AddressText"/>.</summary>
internal sealed class IPAddressJsonConverter : JsonConverter<IPAddress>
{
    public override IPAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return AddressText.TryParse(text, out var address) ? address! : throw new JsonException($"'{text}' is not an IP address.");
    }

    public override void Write(Utf8JsonWriter writer, IPAddress value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
