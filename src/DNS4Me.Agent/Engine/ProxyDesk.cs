using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;

namespace DNS4Me.Agent.Engine;

/// <summary>Tries proxies. Source: help file, "Proxy Settings", Test Proxy.</summary>
/// <param name="settings">The settings in force.</param>
/// <param name="proxies">The proxy in force.</param>
/// <param name="parts">Makes connections, and has the clock.</param>
internal sealed class ProxyDesk(EffectiveSettings settings, ProxyKeeper proxies, EngineParts parts)
{
    /// <summary>Asks the service by way of a proxy where it sees its caller, over a connection of its own. Nothing is stored, and no registration is needed.</summary>
    /// <exception cref="DNS4MeException">The request makes no sense, or the stored settings cannot be read.</exception>
    public async Task<ProxyTestResult> TestAsync(ProxyTestRequest request, CancellationToken cancellation)
    {
        var stored = settings.Current;
        var proxy = request.Proxy ?? stored.Proxy;
        if (request.Password is { } given)
        {
            proxy = proxy with { HasPassword = given.Length > 0 };
        }

        if (request.Timeout <= TimeSpan.Zero || request.Timeout > ProxyRules.LongestTest)
        {
            throw new DNS4MeException(Faults.InvalidValue("timeoutSeconds", $"The time to wait must be more than zero and at most {ProxyRules.LongestTest.TotalMinutes:0} minutes."));
        }

        DNS4MeException.ThrowIfAny([.. ProxyRules.Check(proxy), .. ProxyRules.CheckPassword(request.Password ?? "")]);
        var began = parts.Time.GetTimestamp();
        try
        {
            using var client = parts.CreateClient(stored.Server, proxies.AccessTo(proxy, request.Password));
            var caller = await client.GetCallerAsync(request.Timeout, cancellation).ConfigureAwait(false);
            return Result() with { Succeeded = true, SeenAddress = caller.Address };
        }
        catch (DNS4MeException e)
        {
            return Result() with { Fault = e.Fault };
        }

        ProxyTestResult Result() => new() { Succeeded = false, Proxy = proxy, Server = stored.Server.ToString(), Duration = parts.Time.GetElapsedTime(began) };
    }
}
