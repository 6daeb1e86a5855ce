using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using DNS4Me.Server.Hosting;
using DNS4Me.Server.State;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>
/// Finds the account that a request's registration ID opens. Failures are counted by address. A right ID always passes: an ID has too
/// many bits to be guessed, and a stranger behind the same router must not be able to lock its holder out.
/// </summary>
internal sealed class ApiAuthentication : IDisposable
{
    private const int MostFailures = 20;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly ServiceDirectory _directory;
    private readonly PartitionedRateLimiter<IPAddress> _failures = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        address => RateLimitPartition.GetFixedWindowLimiter(ClientSubnet.Of(address), _ => new() { PermitLimit = MostFailures, Window = Window, QueueLimit = 0 }));

    public ApiAuthentication(ServiceDirectory directory) => _directory = directory;

    /// <summary>Finds the account.</summary>
    /// <exception cref="ApiProblem">There is no ID, or it opens nothing.</exception>
    public AccountEntry Authenticate(HttpContext context)
    {
        if (AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var header)
            && header is { Parameter.Length: <= SettingRules.LongestRegistrationId }
            && header.Scheme.Equals(ServiceRoutes.AuthorizationScheme, StringComparison.OrdinalIgnoreCase)
            && _directory.FindByRegistrationId(header.Parameter) is { } account)
        {
            return account;
        }

        using var lease = _failures.AttemptAcquire(SeenAddress(context));
        if (!lease.IsAcquired)
        {
            context.Response.Headers.RetryAfter = Window.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture);
            throw new ApiProblem(Faults.ServiceBusy());
        }

        context.Response.Headers.WWWAuthenticate = ServiceRoutes.AuthorizationScheme;
        throw new ApiProblem(Faults.RegistrationUnknown());
    }

    /// <summary>The address that a request came from, without a zone, IPv4 as IPv4.</summary>
    public static IPAddress SeenAddress(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress ?? IPAddress.Any;
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0 ? new(address.GetAddressBytes()) : address;
    }

    /// <inheritdoc/>
    public void Dispose() => _failures.Dispose();
}
