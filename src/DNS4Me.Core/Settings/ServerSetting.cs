namespace DNS4Me;

/// <summary>Which service the agent connects to. Defaults: help file, "Setting the DNS4Me Server".</summary>
/// <remarks>The setters are there for the JSON source generator, which would replace an init-only property's default by null.</remarks>
public sealed record ServerSetting
{
    /// <summary>The service's host name, of the settings' default.</summary>
    public const string DefaultHostName = "server1.DNS4Me.com";

    /// <summary>The service's TCP port, of the settings' default.</summary>
    public const int DefaultPort = 1206;

    /// <summary>The host name or address to dial.</summary>
    public string HostName { get; set; } = DefaultHostName;

    /// <summary>The TCP port to dial.</summary>
    public int Port { get; set; } = DefaultPort;

    /// <summary>
    /// The certificates to trust, as <c>sha256/</c> and the Base64 of the SHA-256 of the certificate's SubjectPublicKeyInfo (RFC 7469,
    /// section 2.4). Empty: those that the system's certificate authorities vouch for.
    /// </summary>
    public IReadOnlyList<string> Pins { get; set; } = [];

    /// <summary>The name that the certificate must carry when it differs from <see cref="HostName"/>, as behind a TCP map; null: the host name.</summary>
    public string? VerifyName { get; set; }

    /// <summary>Where the service's pages for people are: the address that each of the <see cref="ServicePage"/>s is below. Source: help file, "Help Menu".</summary>
    public string HomePage { get; set; } = "http://www.DNS4Me.com/";

    /// <summary>Whether this is the default service.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsDefault => HostName.Equals(DefaultHostName, StringComparison.OrdinalIgnoreCase) && Port == DefaultPort && Pins.Count == 0 && VerifyName is null;

    /// <summary>Whether two settings dial and trust the same; where the service's pages are makes no difference to a connection.</summary>
    public bool IsSameService(ServerSetting other)
        => HostName.Equals(other.HostName, StringComparison.OrdinalIgnoreCase) && Port == other.Port && Pins.SequenceEqual(other.Pins) && VerifyName == other.VerifyName;

    /// <summary>Two server settings are equal when they name the same service and the same pages.</summary>
    public bool Equals(ServerSetting? other) => other is not null && IsSameService(other) && HomePage == other.HomePage;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(HostName) ^ Port;

    /// <summary>The host name and port, an IPv6 address in brackets.</summary>
    public override string ToString() => $"{(HostName.Contains(':') ? $"[{HostName}]" : HostName)}:{Port}";
}
