using System.Net;

namespace DNS4Me.Agent.DomainTest;

/// <summary>A server that is to answer for a domain.</summary>
/// <param name="Name">Its host name; null when it was given by address.</param>
/// <param name="EndPoint">Where it listens.</param>
internal sealed record Authority(string? Name, IPEndPoint EndPoint)
{
    /// <summary>Address and port, after the name where it is known.</summary>
    public override string ToString() => Name is null ? EndPoint.ToString() : $"{Name} ({EndPoint})";
}
