using System.Text.Json.Serialization;

namespace DNS4Me.Local;

/// <summary>Asks what the world sees of a domain. Records are tested page by page.</summary>
public sealed record DomainTestRequest
{
    /// <summary>The domain's name.</summary>
    public required string Domain { get; init; }

    /// <summary>The servers to ask, each as <c>address</c>, <c>address:port</c> or <c>[address]:port</c>; or as a page before told of it; null: those that the delegation leads to.</summary>
    public IReadOnlyList<string>? Servers { get; init; }

    /// <summary>Where the page begins: the <see cref="DomainTestResult.Next"/> of the page before; null for the first.</summary>
    public string? After { get; init; }

    /// <summary>How long the page may take in all.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public required TimeSpan Timeout { get; init; }
}
