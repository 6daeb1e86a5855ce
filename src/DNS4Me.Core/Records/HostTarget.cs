using System.Net;

namespace DNS4Me;

/// <summary>A host record's target: a kind, and the one datum that the kind takes.</summary>
public sealed record HostTarget
{
    private HostTarget(HostTargetKind kind, IPAddress? address, int? port, string? url)
        => (Kind, Address, Port, Url) = (kind, address, port, url);

    /// <summary>What the online or offline settings say.</summary>
    public static HostTarget Default { get; } = new(HostTargetKind.Default, null, null, null);

    /// <summary>The service's offline page.</summary>
    public static HostTarget OfflinePage { get; } = new(HostTargetKind.OfflinePage, null, null, null);

    /// <summary>What kind of target this is.</summary>
    public HostTargetKind Kind { get; }

    /// <summary>The address of an <see cref="HostTargetKind.Address"/> target; null for others.</summary>
    public IPAddress? Address { get; }

    /// <summary>The port of a <see cref="HostTargetKind.PortRedirect"/> target; null for others.</summary>
    public int? Port { get; }

    /// <summary>The absolute URL of a <see cref="HostTargetKind.UrlRedirect"/> target; null for others.</summary>
    public string? Url { get; }

    /// <summary>A target that gives an address of its own.</summary>
    public static HostTarget ToAddress(IPAddress address) => new(HostTargetKind.Address, address, null, null);

    /// <summary>A target that redirects web requests to <paramref name="port"/> of the current address.</summary>
    public static HostTarget ToPort(int port) => new(HostTargetKind.PortRedirect, null, port, null);

    /// <summary>A target that redirects web requests to <paramref name="url"/>.</summary>
    public static HostTarget ToUrl(string url) => new(HostTargetKind.UrlRedirect, null, null, url);

    /// <summary>The target as text: <c>Default</c>, an address, <c>port:8080</c>, <c>url:https://…</c> or <c>OfflinePage</c>.</summary>
    public override string ToString() => Kind switch
    {
        HostTargetKind.Address => Address!.ToString(),
        HostTargetKind.PortRedirect => PortPrefix + Port!.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        HostTargetKind.UrlRedirect => UrlPrefix + Url,
        _ => Kind.ToString(),
    };

    /// <summary>Reads what <see cref="ToString"/> writes; letter case does not matter in the keywords.</summary>
    /// <returns>False, with <paramref name="target"/> null, when the text is none of the forms.</returns>
    public static bool TryParse(string text, out HostTarget? target)
    {
        target = text.Trim() switch
        {
            var t when t.Equals(nameof(HostTargetKind.Default), StringComparison.OrdinalIgnoreCase) => Default,
            var t when t.Equals(nameof(HostTargetKind.OfflinePage), StringComparison.OrdinalIgnoreCase) => OfflinePage,
            var t when t.StartsWith(PortPrefix, StringComparison.OrdinalIgnoreCase) && TryReadPort(t.Substring(PortPrefix.Length), out var port) => ToPort(port),
            var t when t.StartsWith(UrlPrefix, StringComparison.OrdinalIgnoreCase) && WebUrl.IsValid(t.Substring(UrlPrefix.Length)) => ToUrl(t.Substring(UrlPrefix.Length)),
            var t when AddressText.TryParse(t, out var address) => ToAddress(address!),
            _ => null,
        };
        return target is not null;
    }

    private const string PortPrefix = "port:";
    private const string UrlPrefix = "url:";

    private static bool TryReadPort(string text, out int port)
        => int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out port)
            && PortRules.IsValid(port);
}
