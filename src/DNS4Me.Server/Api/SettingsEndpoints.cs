using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>The settings that the service honours. A change counts at once, online or not.</summary>
internal sealed class SettingsEndpoints
{
    private readonly ServiceStore _store;

    public SettingsEndpoints(ServiceStore store) => _store = store;

    /// <summary>Every fault in settings.</summary>
    public static IEnumerable<Fault> Check(AccountSettings settings)
        => SettingRules.Check(settings.Online).Concat(SettingRules.Check(settings.Offline));

    /// <summary>Puts settings in force; the same state when they are already.</summary>
    public static AccountState Change(AccountState state, AccountSettings settings, ServiceMoment moment) => state.Settings == settings ? state : state with
    {
        Settings = settings,
        Presence = state.Settings.Online.Timeout == settings.Online.Timeout
            ? state.Presence
            : PresenceRules.ChangeTimeout(state.Presence, settings.Online.Timeout, moment.Service),
    };

    public static Task GetAsync(HttpContext context, AccountEntry account) => ApiJson.WriteAsync(context, account.Current.Settings);

    public async Task PutAsync(HttpContext context, AccountEntry account)
    {
        var settings = await ApiJson.ReadAsync<AccountSettings>(context).ConfigureAwait(false);
        DNS4MeException.ThrowIfAny([.. Check(settings)]);
        var state = await _store.ChangeAsync(account, (state, moment) => Change(state, settings, moment)).ConfigureAwait(false);
        await ApiJson.WriteAsync(context, state.Settings).ConfigureAwait(false);
    }
}
