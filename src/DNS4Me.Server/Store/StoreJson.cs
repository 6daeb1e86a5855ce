using System.Text.Json;
using DNS4Me.Service;

namespace DNS4Me.Server.Store;

/// <summary>Settings as the store keeps them: the wire's own JSON, so that a setting added later has its default in old rows.</summary>
internal static class StoreJson
{
    public static string Write(AccountSettings settings) => JsonSerializer.Serialize(settings, ServiceJson.Default.AccountSettings);

    public static AccountSettings ReadSettings(string json)
        => JsonSerializer.Deserialize(json, ServiceJson.Default.AccountSettings)
            ?? throw new JsonException("The settings of an account are empty.");
}
