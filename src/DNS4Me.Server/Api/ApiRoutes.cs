using DNS4Me.Server.Dns;
using DNS4Me.Server.Presence;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>Every route of the API, once: they are mapped from this table and described from it.</summary>
internal sealed class ApiRoutes : IDisposable
{
    private const string Get = "GET";
    private const string Put = "PUT";
    private const string Post = "POST";

    private readonly RecordEndpoints _records;
    private readonly Lazy<byte[]> _description;

    public ApiRoutes(ServiceStore store, RedirectorAddresses redirector, ReleaseInfo release)
    {
        var account = new AccountEndpoints(store, redirector);
        var settings = new SettingsEndpoints(store);
        var presence = new PresenceEndpoints(store);
        _records = new(store);
        _description = new(() => ApiDescription.Write(All!));
        All =
        [
            new(Get, ServiceRoutes.Account, "getAccount", "The account and its domains.") { Endpoint = account.GetAsync, Response = typeof(AccountInfo) },
            new(Put, ServiceRoutes.Registration, "putRegistration", "Checks the e-mail address that the account was opened with, and stores the holder's name.")
            {
                Endpoint = account.PutRegistrationAsync,
                Request = typeof(RegistrationRequest),
                Response = typeof(AccountInfo),
                Refusals = [FaultCode.EmailMismatch],
            },
            new(Get, ServiceRoutes.Domains, "getDomains", "The domains, and what their names answer now.") { Endpoint = account.GetDomainsAsync, Response = typeof(IReadOnlyList<DomainInfo>) },
            new(Get, ServiceRoutes.Records, "getRecords", "A page of the domains' records, the default ones included.")
            {
                Endpoint = _records.GetAsync,
                Query = typeof(RecordQuery),
                Response = typeof(RecordPage),
                Refusals = [FaultCode.NotFound],
            },
            new(Post, ServiceRoutes.RecordChanges, "postRecordChanges", "Adds, changes and removes records. Each change stands or falls by itself, unless the batch says otherwise; what became of each is in the answer.")
            {
                Endpoint = _records.PostChangesAsync,
                Request = typeof(RecordBatch),
                Response = typeof(RecordBatchResult),
            },
            new(Get, ServiceRoutes.Settings, "getSettings", "The settings that the service honours.") { Endpoint = SettingsEndpoints.GetAsync, Response = typeof(AccountSettings) },
            new(Put, ServiceRoutes.Settings, "putSettings", "Replaces the settings. They count at once, online or not.")
            {
                Endpoint = settings.PutAsync,
                Request = typeof(AccountSettings),
                Response = typeof(AccountSettings),
            },
            new(Get, ServiceRoutes.Presence, "getPresence", "The presence as it is now.") { Endpoint = presence.GetAsync, Response = typeof(PresenceInfo) },
            new(Post, ServiceRoutes.Online, "goOnline", "Goes online at the address that the request comes from. A repetition by the same instance gives the same epoch.")
            {
                Endpoint = presence.OnlineAsync,
                Request = typeof(OnlineRequest),
                Response = typeof(PresenceInfo),
                Refusals = [FaultCode.RegistrationExpired],
            },
            new(Post, ServiceRoutes.KeepAlive, "keepAlive", "Renews the lease.")
            {
                Endpoint = presence.KeepAliveAsync,
                Request = typeof(PresenceRequest),
                Response = typeof(PresenceInfo),
                Refusals = [FaultCode.RegistrationExpired, FaultCode.Superseded, FaultCode.NotOnline],
            },
            new(Post, ServiceRoutes.Offline, "goOffline", "Goes offline. A second time changes nothing.")
            {
                Endpoint = presence.OfflineAsync,
                Request = typeof(PresenceRequest),
                Response = typeof(PresenceInfo),
                Refusals = [FaultCode.Superseded, FaultCode.NotOnline],
            },
            new(Get, ServiceRoutes.Caller, "getCaller", "What the service sees of the caller.")
            {
                OpenEndpoint = context => ApiJson.WriteAsync(context, new CallerInfo { Address = ApiAuthentication.SeenAddress(context) }),
                Response = typeof(CallerInfo),
            },
            new(Get, ServiceRoutes.Release, "getRelease", "The newest release of the module that the service's operator offers.")
            {
                OpenEndpoint = context => ApiJson.WriteAsync(context, release),
                Response = typeof(ReleaseInfo),
            },
            new(Get, ServiceRoutes.Description, "getDescription", "This document.") { OpenEndpoint = WriteDescriptionAsync },
            new(Get, ServiceRoutes.Health, "getHealth", "Whether the service works.") 
            {
                OpenEndpoint = context => WriteHealthAsync(context, store.Clock),
                ResponseMediaType = "text/plain",
                Refusals = [FaultCode.ServiceFailed],
            },
        ];
    }

    /// <summary>The routes.</summary>
    public IReadOnlyList<ApiRoute> All { get; }

    /// <inheritdoc/>
    public void Dispose() => _records.Dispose();

    /// <summary>DNS is answered from memory, so what can fail unseen is the store.</summary>
    private static Task WriteHealthAsync(HttpContext context, ServiceClock clock)
        => clock.IsHalted ? throw new DNS4MeException(ServerFaults.StoreFailed("it has taken none since the last one failed.")) : context.Response.WriteAsync("OK\n", context.RequestAborted);

    private Task WriteDescriptionAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(_description.Value, context.RequestAborted).AsTask();
    }
}
