using System.Net;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Service;

namespace DNS4Me.Server.Dns;

/// <summary>What a domain's host records are answered from, read once so that an answer is of one piece.</summary>
public readonly struct HostContext
{
    private static ReadOnlySpan<byte> WebName => "\u0003www"u8;
    private readonly AccountSettings _settings;
    private readonly PresenceFacts _facts;
    private readonly bool _isWeb;

    /// <summary>Reads a domain's account.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="relativeName">The name asked for, relative to the domain, in lower case.</param>
    /// <param name="moment">The moment of the answer.</param>
    public HostContext(DomainEntry domain, ReadOnlySpan<byte> relativeName, ServiceMoment moment)
    {
        var state = domain.Account.Current;
        _settings = state.Settings;
        _facts = state.FactsAt(moment);
        _isWeb = relativeName.SequenceEqual(WebName);
    }

    /// <summary>Whether the name asked for is the domain's www subdomain itself.</summary>
    public bool IsWeb => _isWeb;

    /// <summary>Whether an address is the one that the domains have while online.</summary>
    public bool IsCurrent(IPAddress address) => address.Equals(HostAnswers.CurrentAddress(_settings.Online, address.Family(), _facts));

    /// <summary>What a host record comes to.</summary>
    public HostAnswer Answer(HostRecord host) => HostAnswers.Answer(
        _settings.Online, _settings.Offline, host.Online, host.Offline, host.IsDefault && _isWeb, host.Family, _facts);
}
