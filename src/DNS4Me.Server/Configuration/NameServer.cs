using System.Net;
using DNS4Me.Dns;

namespace DNS4Me.Server.Configuration;

/// <summary>A name server that the zones' NS records name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Addresses">Its addresses, answered where the name lies in a service zone.</param>
public sealed record NameServer(DnsName Name, IReadOnlyList<IPAddress> Addresses);
