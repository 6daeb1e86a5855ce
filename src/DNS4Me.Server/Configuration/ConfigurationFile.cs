using System.Text.Json.Serialization;

namespace DNS4Me.Server.Configuration;

/// <summary>The configuration file as it is written, before it is checked. The defaults are those of a service on its standard ports.</summary>
internal sealed class ConfigurationFile
{
    public string? DataFolder { get; set; }

    public string[] Api { get; set; } = [$"0.0.0.0:{ServerSetting.DefaultPort}", $"[::]:{ServerSetting.DefaultPort}"];

    public string[] Dns { get; set; } = ["0.0.0.0:53", "[::]:53"];

    public int? DnsThreads { get; set; }

    public string[] Redirector { get; set; } = ["0.0.0.0:80", "[::]:80"];

    public int? ConnectionsPerClient { get; set; }

    public string[] RedirectorAddresses { get; set; } = [];

    public string? OfflinePage { get; set; }

    public CertificateSection? Certificate { get; set; }

    public string[] ServiceZones { get; set; } = [];

    public NameServerSection?[] NameServers { get; set; } = [];

    public string? Hostmaster { get; set; }

    public ReleaseSection? Release { get; set; }

    internal sealed class ReleaseSection
    {
        public string? Version { get; set; }

        public string? Page { get; set; }
    }

    internal sealed class CertificateSection
    {
        public string? Path { get; set; }

        public string? KeyPath { get; set; }

        public string? PasswordPath { get; set; }
    }

    internal sealed class NameServerSection
    {
        public string? Name { get; set; }

        public string[] Addresses { get; set; } = [];
    }
}

/// <summary>The configuration file's JSON. Comments may stand in it; a member that means nothing or stands twice is refused, since it would be a slip.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ConfigurationFile))]
internal sealed partial class ConfigurationJson : JsonSerializerContext;
