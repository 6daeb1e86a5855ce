using System.Net;

namespace DNS4Me.Agent.Proxy;

/// <summary>Where a proxy is to open the way to.</summary>
/// <param name="Host">The host name, or an address as text.</param>
/// <param name="Port">The port.</param>
internal readonly record struct SocksTarget(string Host, int Port)
{
    /// <summary>The address, when the host is one.</summary>
    public IPAddress? Address => AddressText.TryParse(Host, out var address) ? address : null;
}
