using System.Globalization;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Diagnostics;

/// <summary>What is known of the machine.</summary>
internal static class MachineFacts
{
    /// <summary>The system and the runtime.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All() =>
    [
        new("Module", LocalMachine.ModuleVersion),
        new("OS", RuntimeInformation.OSDescription),
        new("Architecture", $"{RuntimeInformation.OSArchitecture}, process {RuntimeInformation.ProcessArchitecture}"),
        new("Framework", RuntimeInformation.FrameworkDescription),
        new("Culture", CultureInfo.CurrentCulture.Name),
        new("Time", DateTimeOffset.Now.ToString("O", CultureInfo.InvariantCulture)),
    ];

    /// <summary>The network interfaces, a line each.</summary>
    public static IEnumerable<string> Network()
    {
        NetworkInterface[] interfaces;
        try
        {
            interfaces = NetworkInterface.GetAllNetworkInterfaces();
        }
        catch (NetworkInformationException e)
        {
            return [$"The interfaces could not be listed: {e.Message}"];
        }

        return interfaces.Select(Describe);
    }

    private static string Describe(NetworkInterface network)
    {
        var properties = network.GetIPProperties();
        return $"{network.Name}: {network.NetworkInterfaceType}, {network.OperationalStatus}; addresses {List(properties.UnicastAddresses.Select(address => address.Address))}; "
            + $"DNS servers {List(properties.DnsAddresses)}";
    }

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items) is { Length: > 0 } text ? text : "none";
}
