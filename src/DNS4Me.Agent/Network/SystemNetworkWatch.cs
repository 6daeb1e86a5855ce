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
    public bool IsAvailable
    {
        get
        {
            try
            {
                return NetworkInterface.GetAllNetworkInterfaces().Any(LeadsOut);
            }
            catch (NetworkInformationException)
            {
                // A system that does not let its interfaces be listed says nothing: the service's answers will tell.
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnAddressChanged;
        NetworkChange.NetworkAvailabilityChanged -= OnAvailabilityChanged;
    }

    private static bool LeadsOut(NetworkInterface network)
        => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown
            && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
            && network.GetIPProperties().GatewayAddresses.Any(gateway => !gateway.Address.Equals(IPAddress.Any) && !gateway.Address.Equals(IPAddress.IPv6Any));

    private void OnAddressChanged(object? sender, EventArgs e) => Changed?.Invoke();

    private void OnAvailabilityChanged(object? sender, NetworkAvailabilityEventArgs e) => Changed?.Invoke();
}
