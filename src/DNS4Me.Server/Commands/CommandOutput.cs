using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace DNS4Me.Server.Commands;

/// <summary>Prints values for scripts.</summary>
internal static class CommandOutput
{
    /// <summary>A pin's + would be escaped by default, which no person could copy.</summary>
    private static readonly CommandJson Readable = new(new JsonSerializerOptions(CommandJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Prints a value as one line and sends it off.</summary>
    public static void Print<T>(T value)
    {
        Console.Out.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)Readable.GetTypeInfo(typeof(T))!));
        Console.Out.Flush();
    }
}
