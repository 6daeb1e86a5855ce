using System.Net;
using System.Net.NetworkInformation;

namespace DNS4Me.Agent.Dns;

/// <summary>The DNS servers that this machine is set up with: on Unix those of /etc/resolv.conf, on Windows those of the interfaces.</summary>
internal static class SystemServers
{
    /// <summary>The servers in the order of the set-up; this machine itself when none is named, as resolv.conf(5) has it.</summary>
    public static IReadOnlyList<IPAddress> Find()
    {
        var servers = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
            .SelectMany(network => network.GetIPProperties().DnsAddresses)
            .Where(address => !address.IsIPv6SiteLocal) // What Windows puts where there is none.
            .Distinct()
            .ToList();
        return servers.Count > 0 ? servers : [IPAddress.Loopback];
    }
}
