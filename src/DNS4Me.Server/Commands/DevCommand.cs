using System.CommandLine;
using System.Globalization;
using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Configuration;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Commands;

/// <summary>
/// <c>dev</c>: a whole service on loopback, to try things out with. Its first line on standard output is JSON that says where it is and
/// how to register; a second run on the same folder has the same account, registration ID, pin and leases.
/// </summary>
internal static class DevCommand
{
    /// <summary>Differs from every loopback address (RFC 5737), so that a redirect can be told from an online answer.</summary>
    private const string RedirectorAddress = "192.0.2.80";

    private const string Zone = "dns4me.test";
    private const string Email = "dev@dns4me.test";
    private const string RegistrationIdFile = "registration-id";
    private static readonly string[] Domains = ["alice.dns4me.test", "bob.dns4me.test"];

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The folder for everything it stores.", HelpName = "FOLDER", Required = true };
        data.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(data)))
            {
                result.AddError("--data must name a folder.");
            }
        });
        var api = Port("--api-port", "the HTTPS API");
        var dns = Port("--dns-port", "DNS");
        var http = Port("--http-port", "the redirector");
        var command = new Command("dev", "Runs a service on loopback with one account and two domains, to try things out with.") { data, api, dns, http };
        command.SetAction((parsed, _) => RunAsync(Configure(
            Path.GetFullPath(parsed.GetRequiredValue(data)), parsed.GetValue(api), parsed.GetValue(dns), parsed.GetValue(http))));
        return command;
    }

    private static Option<int> Port(string name, string what)
        => new(name)
        {
            Description = $"The port of {what}; any free one by default.",
            HelpName = "N",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && (port == 0 || PortRules.IsValid(port)))
                {
                    return port;
                }

                result.AddError($"{name} must be between {PortRules.Lowest} and {PortRules.Highest}, or 0 for any.");
                return default;
            },
        };

    private static ServerConfiguration Configure(string dataFolder, int apiPort, int dnsPort, int httpPort) => new()
    {
        DataFolder = dataFolder,
        Api = [new(IPAddress.Loopback, apiPort)],
        Dns = [new(IPAddress.Loopback, dnsPort)],
        Redirector = [new(IPAddress.Loopback, httpPort)],
        RedirectorAddresses = [IPAddress.Parse(RedirectorAddress)],
        ServiceZones = [Zone],
        NameServers = [new(DnsName.Parse($"ns1.{Zone}"), [IPAddress.Loopback])],
        Hostmaster = DnsName.Parse($"hostmaster.{Zone}"),
    };

    private static Task<int> RunAsync(ServerConfiguration configuration)
    {
        var registrationId = OpenAccount(configuration);
        return RunCommand.RunAsync(configuration, (host, _) => CommandOutput.Print(new DevLine(
            $"https://{host.Api[0]}", host.Dns[0].ToString(), host.Redirector[0].ToString(), host.Pin, registrationId, Email, Domains)));
    }

    /// <summary>
    /// The ID is written before the account is opened under it, so that a kill between the two leaves nothing that cannot be gone on with.
    /// </summary>
    private static string OpenAccount(ServerConfiguration configuration)
    {
        PrivateFiles.CreateFolder(configuration.DataFolder);
        var path = Path.Combine(configuration.DataFolder, RegistrationIdFile);
        if (!File.Exists(path))
        {
            PrivateFiles.Write(path, StoreAdministration.NewRegistrationId() + "\n");
        }

        var registrationId = File.ReadAllText(path).Trim();
        using var store = StoreAdministration.Open(configuration.DataFolder, TimeProvider.System);
        if (!store.Accounts().Any(pair => pair.Account.Email == Email))
        {
            store.AddAccount(Email, "", AccountKind.Registered, Domains, configuration.OwnNames, registrationId);
        }

        return registrationId;
    }
}
