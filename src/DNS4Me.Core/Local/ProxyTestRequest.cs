using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>Tries a proxy.</summary>
public sealed record ProxyTestRequest
{
    /// <summary>The settings to try; null: those that are stored.</summary>
    public ProxySetting? Proxy { get; set; }

    /// <summary>The password to try them with: a secret. Null: the one that is stored, if the settings have one.</summary>
    public string? Password { get; set; }

    /// <summary>How long to try.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public TimeSpan Timeout { get; set; } = ProxyRules.UsualTest;

    /// <summary>The password is not shown.</summary>
    public override string ToString() => $"{nameof(ProxyTestRequest)} {Proxy}";
}
