using DNS4Me.Server.Configuration;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>Online, keep-alive, offline, and how things stand.</summary>
internal sealed class PresenceEndpoints
{
    private const int LongestInstanceId = 64;
    private readonly ServiceStore _store;

    public PresenceEndpoints(ServiceStore store) => _store = store;

    public Task GetAsync(HttpContext context, AccountEntry account) => WriteAsync(context, account.Current);

    public async Task OnlineAsync(HttpContext context, AccountEntry account)
    {
        var request = await ApiJson.ReadAsync<OnlineRequest>(context, tolerant: IsNewer(context)).ConfigureAwait(false);
        DNS4MeException.ThrowIfAny([.. Check(request), .. SettingsEndpoints.Check(request.Settings)]);
        var seen = ApiAuthentication.SeenAddress(context);
        await WriteAsync(context, await _store.ChangeAsync(account, (state, moment) =>
        {
            CheckExpiry(state, moment);
            var changed = SettingsEndpoints.Change(state, request.Settings, moment);
            return changed with { Presence = PresenceRules.GoOnline(changed.Presence, request, seen, moment.Service) };
        }).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task KeepAliveAsync(HttpContext context, AccountEntry account)
    {
        var request = await ReadAsync(context).ConfigureAwait(false);
        var seen = ApiAuthentication.SeenAddress(context);
        await WriteAsync(context, await _store.ChangeAsync(account, (state, moment) =>
        {
            CheckExpiry(state, moment);
            return state with
            {
                Presence = PresenceRules.KeepAlive(state.Presence, request.Epoch, seen, state.Settings.Online.Timeout, moment.Service, request.Expected),
            };
        }).ConfigureAwait(false)).ConfigureAwait(false);
    }

    public async Task OfflineAsync(HttpContext context, AccountEntry account)
    {
        var request = await ReadAsync(context).ConfigureAwait(false);
        await WriteAsync(context, await _store.ChangeAsync(account, (state, _) =>
        {
            var presence = PresenceRules.GoOffline(state.Presence, request.Epoch);
            return ReferenceEquals(presence, state.Presence) ? state : state with { Presence = presence };
        }).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>An agent that is newer than the service must still be able to keep its domains alive, and to take them offline.</summary>
    private static Task<PresenceRequest> ReadAsync(HttpContext context) => ApiJson.ReadAsync<PresenceRequest>(context, tolerant: true);

    /// <summary>
    /// A newer agent has settings that this service does not know. Whoever sets one is told by the refusal of the settings; that the domains then stay dead at the next go-online would help nobody.
    /// </summary>
    private static bool IsNewer(HttpContext context) => ReleaseVersion.IsNewer(context.Request.Headers[ServiceRoutes.ClientHeader].ToString(), ServerConfiguration.OwnVersion);

    private static IEnumerable<Fault> Check(OnlineRequest request)
    {
        if (request.InstanceId.Length is 0 or > LongestInstanceId)
        {
            yield return Faults.InvalidValue("instanceId", $"An instance ID of 1 to {LongestInstanceId} characters is needed.");
        }

        if (request.Machine.Length is 0 or > OnlineRequest.LongestMachine || request.Machine.Any(char.IsControl))
        {
            yield return Faults.InvalidValue("machine", $"A machine name of 1 to {OnlineRequest.LongestMachine} characters is needed.", request.Machine);
        }
    }

    private static void CheckExpiry(AccountState state, ServiceMoment moment)
    {
        if (moment.Utc >= state.Expires)
        {
            throw new DNS4MeException(Faults.RegistrationExpired(state.Expires, RegistrationRules.KeptUntil(state.Kind, state.Expires)));
        }
    }

    private Task WriteAsync(HttpContext context, AccountState state)
    {
        var moment = _store.Clock.Now;
        var facts = state.FactsAt(moment);
        return ApiJson.WriteAsync(context, new PresenceInfo
        {
            Epoch = state.Presence.Epoch,
            Online = facts.Online,
            Address = HostAnswers.CurrentAddress(state.Settings.Online, IPFamily.IPv4, facts),
            AddressIPv6 = HostAnswers.CurrentAddress(state.Settings.Online, IPFamily.IPv6, facts),
            SeenAddress = ApiAuthentication.SeenAddress(context),
            Lease = facts.Online ? state.Presence.Ends - moment.Service : null,
            Domains = [.. state.Domains.Select(domain => domain.Name.ToString(finalDot: false))],
        });
    }
}
