using System.Net;
using System.Net.NetworkInformation;

namespace DNS4Me.Agent.Network;

/// <summary>The operating system's own account of the network.</summary>
internal sealed class SystemNetworkWatch : INetworkWatch
{
    /// <summary>Begins to watch.</summary>
    public SystemNetworkWatch()
    {
        NetworkChange.NetworkAddressChanged += OnAddressChanged;
        NetworkChange.NetworkAvailabilityChanged += OnAvailabilityChanged;
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public NetworkPicture Look()
    {
        try
        {
            var up = NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(network => network.GetIPProperties())
                .ToList();
            var gateways = up.SelectMany(network => network.GatewayAddresses).Select(gateway => gateway.Address).Where(gateway => !gateway.Equals(IPAddress.Any) && !gateway.Equals(IPAddress.IPv6Any)).ToList();
            return new(gateways.Count > 0, [.. up.SelectMany(network => network.UnicastAddresses).Select(unicast => unicast.Address).Where(IsKnownBeyond)], gateways);
        }
        catch (NetworkInformationException)
        {
            // A system that does not let its interfaces be listed says nothing: the service's answers will tell.
            return NetworkPicture.Unknown;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnAddressChanged;
        NetworkChange.NetworkAvailabilityChanged -= OnAvailabilityChanged;
    }

    private static bool IsKnownBeyond(IPAddress address)
        => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !(address.GetAddressBytes() is [169, 254, _, _]);

    private void OnAddressChanged(object? sender, EventArgs e) => Changed?.Invoke();

    private void OnAvailabilityChanged(object? sender, NetworkAvailabilityEventArgs e) => Changed?.Invoke();
}
