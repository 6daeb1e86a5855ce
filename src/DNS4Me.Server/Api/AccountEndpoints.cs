using DNS4Me.Server.Dns;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>The account, the registration and the domains. They answer after the registration has expired, too.</summary>
internal sealed class AccountEndpoints
{
    private readonly ServiceStore _store;
    private readonly RedirectorAddresses _redirector;

    public AccountEndpoints(ServiceStore store, RedirectorAddresses redirector) => (_store, _redirector) = (store, redirector);

    public Task GetAsync(HttpContext context, AccountEntry account) => WriteAsync(context, account.Current);

    public Task GetDomainsAsync(HttpContext context, AccountEntry account) => ApiJson.WriteAsync(context, Domains(account.Current));

    public async Task PutRegistrationAsync(HttpContext context, AccountEntry account)
    {
        var request = await ApiJson.ReadAsync<RegistrationRequest>(context).ConfigureAwait(false);
        DNS4MeException.ThrowIfAny(SettingRules.CheckRegistration(request.Name, request.Email));
        var state = await _store.ChangeAsync(account, (state, _) =>
        {
            if (!state.Email.Equals(request.Email, StringComparison.OrdinalIgnoreCase))
            {
                throw new DNS4MeException(Faults.EmailMismatch(request.Email));
            }

            return state.Name == request.Name ? state : state with { Name = request.Name };
        }).ConfigureAwait(false);
        await WriteAsync(context, state).ConfigureAwait(false);
    }

    private Task WriteAsync(HttpContext context, AccountState state) => ApiJson.WriteAsync(context, new AccountInfo
    {
        Email = state.Email,
        Name = state.Name,
        Kind = state.Kind,
        Expires = state.Expires,
        Domains = Domains(state),
    });

    private IReadOnlyList<DomainInfo> Domains(AccountState state)
    {
        var moment = _store.Clock.Now;
        var online = state.FactsAt(moment).Online;
        return [.. state.Domains.Select(domain => new DomainInfo
        {
            Name = domain.Name.ToString(finalDot: false),
            ServiceZone = domain.ServiceZone,
            Online = online,
            Addresses = HostLookup.Addresses(domain, new HostContext(domain, [], moment), _redirector),
        })];
    }
}
