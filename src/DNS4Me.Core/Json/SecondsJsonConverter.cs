using System.Text.Json;
using System.Text.Json.Serialization;

namespace DNS4Me;

/// <summary>A duration as a JSON number of seconds; members that use it say so in their JSON names.</summary>
internal sealed class SecondsJsonConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var seconds = reader.GetDecimal();
        return seconds >= 0 && seconds <= (decimal)TimeSpan.MaxValue.TotalSeconds - 1
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw new JsonException($"{seconds} is not a number of seconds.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options)
        => writer.WriteNumberValue(value.Ticks % TimeSpan.TicksPerSecond == 0
            ? value.Ticks / TimeSpan.TicksPerSecond
            : (decimal)value.Ticks / TimeSpan.TicksPerSecond);
}
