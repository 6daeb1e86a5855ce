using System.Net;

namespace DNS4Me;

/// <summary>What a host record comes to, with the datum that the kind takes.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Address">The address of <see cref="HostAnswerKind.Address"/>; the address to lead to of <see cref="HostAnswerKind.PortRedirect"/>, null when none is known.</param>
/// <param name="Port">The port of <see cref="HostAnswerKind.PortRedirect"/>.</param>
/// <param name="Url">The URL of <see cref="HostAnswerKind.UrlRedirect"/>.</param>
public readonly record struct HostAnswer(HostAnswerKind Kind, IPAddress? Address = null, int Port = 0, string? Url = null)
{
    /// <summary>No answer in this family.</summary>
    public static HostAnswer None => default;

    /// <summary>The offline page.</summary>
    public static HostAnswer OfflinePage => new(HostAnswerKind.OfflinePage);

    /// <summary>Whether DNS answers with the redirector's addresses.</summary>
    public bool IsRedirect => Kind is HostAnswerKind.OfflinePage or HostAnswerKind.PortRedirect or HostAnswerKind.UrlRedirect;

    /// <summary>An address, or nothing when it is not set or of another family than was asked for.</summary>
    public static HostAnswer Of(IPAddress? address, IPFamily family)
        => address.IsUnset() || address!.Family() != family ? None : new(HostAnswerKind.Address, address);
}
