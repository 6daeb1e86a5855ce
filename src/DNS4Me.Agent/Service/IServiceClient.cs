using DNS4Me.Service;

namespace DNS4Me.Agent.Service;

/// <summary>The service, as the agent speaks to it. Every failure is a <see cref="DNS4MeException"/>; a cancellation by the caller is an <see cref="OperationCanceledException"/>.</summary>
internal interface IServiceClient : IDisposable
{
    /// <summary>Whether this machine itself opens the connections, and so chooses their family; false where somebody between does, as a proxy.</summary>
    bool ChoosesFamily { get; }

    /// <summary>What the service sees of its caller, asked for without a registration and within a time.</summary>
    Task<CallerInfo> GetCallerAsync(TimeSpan deadline, CancellationToken cancellation);

    /// <summary>The newest release of the module, asked for without a registration.</summary>
    Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation);

    /// <summary>Checks a registration and stores its name.</summary>
    Task<AccountInfo> RegisterAsync(string registrationId, RegistrationRequest request, CancellationToken cancellation);

    /// <summary>The domains.</summary>
    Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(string registrationId, CancellationToken cancellation);

    /// <summary>A page of records.</summary>
    Task<RecordPage> GetRecordsAsync(string registrationId, RecordQuery query, CancellationToken cancellation);

    /// <summary>Adds, changes and removes records.</summary>
    Task<RecordBatchResult> ChangeRecordsAsync(string registrationId, RecordBatch batch, CancellationToken cancellation);

    /// <summary>Gives the service its settings.</summary>
    Task PutSettingsAsync(string registrationId, AccountSettings settings, CancellationToken cancellation);

    /// <summary>Goes online.</summary>
    Task<PresenceInfo> GoOnlineAsync(string registrationId, OnlineRequest request, CancellationToken cancellation);

    /// <summary>Renews the lease, over one address family or over whichever is there, within a time.</summary>
    Task<PresenceInfo> KeepAliveAsync(string registrationId, PresenceRequest request, IPFamily? family, TimeSpan deadline, CancellationToken cancellation);

    /// <summary>Goes offline.</summary>
    Task<PresenceInfo> GoOfflineAsync(string registrationId, PresenceRequest request, CancellationToken cancellation);
}
