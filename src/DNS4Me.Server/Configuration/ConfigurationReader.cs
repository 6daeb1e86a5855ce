using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DNS4Me.Dns;
using DNS4Me.Service;

namespace DNS4Me.Server.Configuration;

/// <summary>Reads a configuration file and checks it whole: every error is reported, not the first.</summary>
internal sealed class ConfigurationReader
{
    private const int MostThreads = 256;
    private const int WebPort = 80;
    private readonly string _path;
    private readonly List<Fault> _faults = [];

    private ConfigurationReader(string path) => _path = path;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file. Relative paths in it are relative to its folder.</param>
    /// <param name="faults">Everything that is wrong; empty when the method returns a configuration.</param>
    public static ServerConfiguration? Read(string path, out IReadOnlyList<Fault> faults)
    {
        var reader = new ConfigurationReader(path);
        faults = reader._faults;
        var file = reader.ReadFile();
        var configuration = file is null ? null : reader.Check(file);
        return reader._faults.Count == 0 ? configuration : null;
    }

    private ConfigurationFile? ReadFile()
    {
        try
        {
            using var stream = File.OpenRead(_path);
            return JsonSerializer.Deserialize(stream, ConfigurationJson.Default.ConfigurationFile) ?? Fail<ConfigurationFile>("file", "It is empty.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add(Faults.SettingsUnreadable(_path, e.Message));
            return null;
        }
        catch (JsonException e)
        {
            return Fail<ConfigurationFile>(e.Path ?? "file", e.Message);
        }
    }

    private ServerConfiguration Check(ConfigurationFile file)
    {
        var zones = file.ServiceZones.Select((zone, i) => HostName($"serviceZones[{i}]", zone)).ToArray();
        var servers = file.NameServers.Select((server, i) => ReadNameServer($"nameServers[{i}]", server)).ToArray();
        Require(zones.Length > 0, "serviceZones", "At least one zone is needed.");
        Require(servers.Length > 0, "nameServers", "At least one name server is needed.");
        Require(file.RedirectorAddresses.Length > 0, "redirectorAddresses", "At least one address is needed, under which the world reaches the redirector.");
        Require(file.DnsThreads is null or (>= 1 and <= MostThreads), "dnsThreads", $"It must be between 1 and {MostThreads}.");
        Require(file.ConnectionsPerClient is null or > 0, "connectionsPerClient", "It must be at least 1.");
        CheckNames(zones, servers);
        var redirectorAddresses = Addresses("redirectorAddresses", file.RedirectorAddresses);
        var checkedFile = new ServerConfiguration
        {
            DataFolder = FullPath(file.DataFolder) ?? Fail<string>("dataFolder", "A folder is needed.")!,
            Api = EndPoints("api", file.Api),
            Dns = EndPoints("dns", file.Dns),
            DnsThreads = file.DnsThreads ?? Environment.ProcessorCount,
            Redirector = EndPoints("redirector", file.Redirector),
            RedirectorAddresses = redirectorAddresses,
            OfflinePage = ReadOfflinePage(file.OfflinePage, redirectorAddresses.FirstOrDefault()),
            Certificate = ReadCertificate(file.Certificate),
            ServiceZones = zones!,
            NameServers = servers!,
            Hostmaster = ReadHostmaster(file.Hostmaster)!,
        };
        checkedFile = file.ConnectionsPerClient is { } connections ? checkedFile with { ConnectionsPerClient = connections } : checkedFile;
        return file.Release is null ? checkedFile : checkedFile with { Release = ReadRelease(file.Release) };
    }

    private NameServer ReadNameServer(string field, ConfigurationFile.NameServerSection? section)
    {
        var name = HostName($"{field}.name", section?.Name);
        return new(name is null ? DnsName.Root : DnsName.Parse(name), Addresses($"{field}.addresses", section?.Addresses ?? []));
    }

    /// <summary>A name that stands twice, and a name server in our own zones that nobody could find.</summary>
    private void CheckNames(string?[] zones, NameServer[] servers)
    {
        for (var i = 0; i < zones.Length; i++)
        {
            Require(zones[i] is null || Array.IndexOf(zones, zones[i]) == i, $"serviceZones[{i}]", $"'{zones[i]}' stands there twice.");
        }

        for (var i = 0; i < servers.Length; i++)
        {
            var name = servers[i].Name;
            Require(name.IsRoot || Array.FindIndex(servers, server => server.Name == name) == i, $"nameServers[{i}].name", $"'{name}' stands there twice.");
            Require(
                servers[i].Addresses.Count > 0 || !zones.Any(zone => zone is not null && name.IsSubdomainOf(DnsName.Parse(zone))),
                $"nameServers[{i}].addresses",
                $"'{name}' lies in a service zone, so its addresses are needed.");
        }
    }

    private Uri? ReadOfflinePage(string? text, IPAddress? redirector)
    {
        if (text is null)
        {
            return redirector is null ? null : new($"http://{new IPEndPoint(redirector, WebPort)}/");
        }

        return WebUrl.IsValid(text) && new Uri(text) is { Scheme: "http", Query: "", Fragment: "" } url
            ? url
            : Fail<Uri>("offlinePage", $"'{text}' is not an http URL without a query; the redirector serves it, over plain HTTP.");
    }

    private CertificateFiles? ReadCertificate(ConfigurationFile.CertificateSection? section)
    {
        if (section is null)
        {
            return null;
        }

        return FullPath(section.Path) is { } path
            ? new(path, FullPath(section.KeyPath), FullPath(section.PasswordPath))
            : Fail<CertificateFiles>("certificate.path", "A PFX or PEM file is needed.");
    }

    private ReleaseInfo ReadRelease(ConfigurationFile.ReleaseSection section)
    {
        Require(ReleaseVersion.IsRelease(section.Version), "release.version", $"'{section.Version}' is not the version of a release, as 1.2.3 is.");
        Require(section.Page is null || WebUrl.IsValid(section.Page), "release.page", $"'{section.Page}' is not an http or https URL.");
        return new() { Version = section.Version ?? "", Page = section.Page };
    }

    /// <summary>The part before the @ is one label, whatever dots it has (RFC 1035, section 8).</summary>
    private DnsName? ReadHostmaster(string? email)
    {
        var at = email?.LastIndexOf('@') ?? -1;
        return SettingRules.IsEmail(email)
            && DnsName.TryParse(email![..at].Replace(".", "\\.", StringComparison.Ordinal) + '.' + email[(at + 1)..], out var name)
            ? name
            : Fail<DnsName>("hostmaster", $"'{email}' is not an e-mail address.");
    }

    private List<IPEndPoint> EndPoints(string field, string[] texts)
    {
        Require(texts.Length > 0, field, "At least one endpoint is needed.");
        return [.. texts.Select((text, i) => ReadEndPoint(text) ?? Fail<IPEndPoint>($"{field}[{i}]", $"'{text}' is not an endpoint. Write an address and a port: 192.0.2.1:53 or [2001:db8::1]:53.")!)];
    }

    /// <summary>The framework's own reading takes an address without a port, for port 0, and an IPv6 address without brackets.</summary>
    private static IPEndPoint? ReadEndPoint(string? text)
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        return colon > 0
            && IPEndPoint.TryParse(text!, out var endPoint)
            && (endPoint.AddressFamily == AddressFamily.InterNetworkV6
                ? text![0] == '[' && text[colon - 1] == ']'
                : AddressText.TryParse(text![..colon], out _))
            ? endPoint
            : null;
    }

    private List<IPAddress> Addresses(string field, string[] texts)
        => [.. texts.Select((text, i) => AddressText.TryParse(text, out var address) && !address.IsUnset()
            ? address!
            : Fail<IPAddress>($"{field}[{i}]", $"'{text}' is not an address.")!)];

    private string? HostName(string field, string? text)
        => text is not null && NameRules.ToName(text) is { } name ? name : Fail<string>(field, $"'{text}' is not a host name.");

    private string? FullPath(string? path)
        => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(_path))!);

    private void Require(bool condition, string field, string message)
    {
        if (!condition)
        {
            _faults.Add(ServerFaults.Configuration(_path, field, message));
        }
    }

    private T? Fail<T>(string field, string message)
        where T : class
    {
        Require(false, field, message);
        return null;
    }
}
