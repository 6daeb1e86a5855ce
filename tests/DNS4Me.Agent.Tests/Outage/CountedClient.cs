using DNS4Me.Agent.Service;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Outage;

/// <summary>The real client over real sockets; that a sign of life was tried is told.</summary>
internal sealed class CountedClient(IServiceClient client, Action tried) : IServiceClient
{
    public bool ChoosesFamily => client.ChoosesFamily;

    public Task<CallerInfo> GetCallerAsync(TimeSpan deadline, CancellationToken cancellation) => client.GetCallerAsync(deadline, cancellation);

    public Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation) => client.GetReleaseAsync(cancellation);

    public Task<AccountInfo> RegisterAsync(string registrationId, RegistrationRequest request, CancellationToken cancellation) => client.RegisterAsync(registrationId, request, cancellation);

    public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(string registrationId, CancellationToken cancellation) => client.GetDomainsAsync(registrationId, cancellation);

    public Task<RecordPage> GetRecordsAsync(string registrationId, RecordQuery query, CancellationToken cancellation) => client.GetRecordsAsync(registrationId, query, cancellation);

    public Task<RecordBatchResult> ChangeRecordsAsync(string registrationId, RecordBatch batch, CancellationToken cancellation) => client.ChangeRecordsAsync(registrationId, batch, cancellation);

    public Task PutSettingsAsync(string registrationId, AccountSettings settings, CancellationToken cancellation) => client.PutSettingsAsync(registrationId, settings, cancellation);

    public Task<PresenceInfo> GoOnlineAsync(string registrationId, OnlineRequest request, CancellationToken cancellation) => client.GoOnlineAsync(registrationId, request, cancellation);

    public Task<PresenceInfo> KeepAliveAsync(string registrationId, PresenceRequest request, IPFamily? family, TimeSpan deadline, CancellationToken cancellation)
    {
        // A try over both families is one.
        if (family != IPFamily.IPv6)
        {
            tried();
        }

        return client.KeepAliveAsync(registrationId, request, family, deadline, cancellation);
    }

    public Task<PresenceInfo> GoOfflineAsync(string registrationId, PresenceRequest request, CancellationToken cancellation) => client.GoOfflineAsync(registrationId, request, cancellation);

    public void Dispose() => client.Dispose();
}
