using System.Net;
using System.Text.Json.Serialization;

namespace DNS4Me;

/// <summary>What the test of a proxy came to. Source: help file, "Proxy Settings", Test Proxy.</summary>
public sealed record ProxyTestResult
{
    /// <summary>Whether the service answered by way of the proxy.</summary>
    public required bool Succeeded { get; init; }

    /// <summary>What was tried; nothing of a password is in it but whether there was one.</summary>
    public required ProxySetting Proxy { get; init; }

    /// <summary>The service that was asked for, with its port.</summary>
    public required string Server { get; init; }

    /// <summary>The address that the service sees its caller at; null when it did not answer.</summary>
    public IPAddress? SeenAddress { get; init; }

    /// <summary>How long the test took.</summary>
    [JsonPropertyName("durationSeconds")]
    public required TimeSpan Duration { get; init; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Fault? Fault { get; init; }
}
