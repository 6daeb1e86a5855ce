using System.Text.Json;

namespace DNS4Me;

/// <summary>Where JSON does not fit, as faults name it.</summary>
public static class JsonFields
{
    /// <summary>The path of the member that an exception is about: <c>web.sites.alice.example.port</c> for <c>$.web.sites['alice.example'].port</c>.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="whole">What the whole is called.</param>
    public static string Of(JsonException exception, string whole)
        => exception.Path?.TrimStart('$', '.').Replace("['", ".").Replace("']", "") is { Length: > 0 } path ? path : whole;
}
