using System.Net;

namespace DNS4Me.Agent.Web.Http;

/// <summary>The name that a request is for, as its Host header field has it (RFC 9110, section 7.2).</summary>
internal static class HostName
{
    /// <summary>Reads a header field.</summary>
    /// <param name="host">The field: a name or an address, with or without a port.</param>
    /// <returns>The name, lower-case and of A-labels, without a trailing dot; null for an address, for nothing and for what is no name.</returns>
    public static string? Read(string? host)
    {
        if (string.IsNullOrEmpty(host) || host[0] == '[')
        {
            return null;
        }

        var colon = host.IndexOf(':');
        var name = colon < 0 ? host : host[..colon];
        return IPAddress.TryParse(name, out _) ? null : NameRules.ToName(name);
    }
}
