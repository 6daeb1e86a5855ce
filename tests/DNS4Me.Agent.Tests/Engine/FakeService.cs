using System.Collections.Concurrent;
using System.Net;
using DNS4Me.Agent.Proxy;
using DNS4Me.Agent.Service;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>A service in memory, with switches for what can go wrong. It keeps epochs as the real one does.</summary>
internal sealed class FakeService
{
    private readonly Lock _gate = new();
    private string _instance = "";
    private bool _wentOffline = true;
    private IPAddress? _address;
    private IPAddress? _addressIPv6;

    /// <summary>What every request fails with; null: the service works.</summary>
    public volatile Fault? Fault;

    /// <summary>Ends when requests may go on; null: at once.</summary>
    public volatile TaskCompletionSource? Hold;

    /// <summary>The account's registration ID.</summary>
    public string RegistrationId { get; set; } = "RIGHT-ID";

    /// <summary>Where the agent is seen.</summary>
    public ReleaseInfo Release { get; set; } = new() { Version = "1.2.3" };

    public IPAddress Seen { get; set; } = IPAddress.Parse("198.51.100.1");

    /// <summary>Where it is seen over IPv6; null: signs of life go over one line, whose family the agent does not choose.</summary>
    public IPAddress? SeenIPv6 { get; set; }

    /// <summary>What signs of life over IPv6 fail with.</summary>
    public volatile Fault? FaultIPv6;

    /// <summary>Ends when signs of life over IPv6 may go on; null: at once.</summary>
    public volatile TaskCompletionSource? HoldIPv6;

    /// <summary>The number of the last go-online.</summary>
    public long Epoch { get; set; }

    /// <summary>Whether the domains are online, as far as anybody told.</summary>
    public bool Online
    {
        get
        {
            lock (_gate)
            {
                return !_wentOffline;
            }
        }
    }

    /// <summary>The settings that were last received.</summary>
    public AccountSettings? Settings { get; private set; }

    /// <summary>The records that a listing gives.</summary>
    public Func<RecordQuery, RecordPage> OnGetRecords { get; set; } = _ => new() { Records = [] };

    /// <summary>What becomes of changes.</summary>
    public Func<RecordBatch, RecordBatchResult> OnChangeRecords { get; set; } = batch => new()
    {
        Results = [.. batch.Changes.Select(change => new RecordChangeResult { Record = RecordRules.Create(change.Record!, out _) })],
    };

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Forgets the settings, as a service does that was put back to an older copy of its store.</summary>
    public void LoseSettings() => Settings = new() { Online = new(), Offline = new() };

    /// <summary>How often something was asked.</summary>
    public int Count(string what) => Log.Count(entry => entry == what);

    /// <summary>By what ways clients were made, in order, each with its password.</summary>
    public ConcurrentQueue<ProxyAccess> Ways { get; } = new();

    /// <summary>A client of the service.</summary>
    public IServiceClient Connect(ServerSetting setting, ProxyAccess proxy)
    {
        Ways.Enqueue(proxy);
        return new Client(this, setting);
    }

    private async Task<T> AnswerAsync<T>(string what, string id, Func<T> answer, CancellationToken cancellation)
    {
        Log.Enqueue(what);
        if (Hold is { } hold)
        {
            await hold.Task.WaitAsync(cancellation);
        }

        if (Fault is { } fault)
        {
            throw new DNS4MeException(fault);
        }

        lock (_gate)
        {
            return id == RegistrationId ? answer() : throw new DNS4MeException(Faults.RegistrationUnknown());
        }
    }

    private IPAddress Take(IPAddress seen, IPAddress? expected)
    {
        ref var inForce = ref seen.Family() == IPFamily.IPv4 ? ref _address : ref _addressIPv6;
        if (inForce is null || expected is null || expected.Equals(seen))
        {
            inForce = seen;
        }

        return seen;
    }

    private PresenceInfo Presence(IPAddress? seen = null) => new()
    {
        Epoch = Epoch,
        Online = !_wentOffline,
        Address = Settings is { Online.Automatic: false } ? Settings.Online.Address : _address,
        AddressIPv6 = _addressIPv6,
        SeenAddress = seen ?? Seen,
        Lease = _wentOffline || Settings!.Online.Timeout == TimeSpan.Zero ? null : Settings.Online.Timeout,
        Domains = ["alice.example", "bob.example"],
    };

    private PresenceInfo Ended(long epoch, bool ends, IPAddress? seen = null, IPAddress? expected = null)
    {
        if (epoch < Epoch)
        {
            throw new DNS4MeException(Faults.Superseded("other"));
        }

        if (epoch > Epoch || (_wentOffline && !ends))
        {
            throw new DNS4MeException(Faults.NotOnline());
        }

        _wentOffline |= ends;
        return Presence(seen is null ? null : Take(seen, expected));
    }

    private sealed class Client(FakeService service, ServerSetting setting) : IServiceClient
    {
        public bool ChoosesFamily => service.SeenIPv6 is not null;

        public async Task<CallerInfo> GetCallerAsync(TimeSpan deadline, CancellationToken cancellation)
        {
            service.Log.Enqueue("caller");
            await Task.Yield();
            return service.Fault is { } fault ? throw new DNS4MeException(fault) : new() { Address = service.Seen };
        }

        public Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation)
            => service.Fault is { } fault ? Task.FromException<ReleaseInfo>(new DNS4MeException(fault)) : Task.FromResult(service.Release);

        public Task<AccountInfo> RegisterAsync(string registrationId, RegistrationRequest request, CancellationToken cancellation)
            => service.AnswerAsync(
                "register",
                registrationId,
                () => new AccountInfo { Email = request.Email, Name = request.Name, Kind = AccountKind.Registered, Expires = DateTimeOffset.MaxValue, Domains = [new() { Name = "alice.example" }] },
                cancellation);

        public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(string registrationId, CancellationToken cancellation)
            => service.AnswerAsync<IReadOnlyList<DomainInfo>>("domains", registrationId, () => [new() { Name = "alice.example" }], cancellation);

        public Task<RecordPage> GetRecordsAsync(string registrationId, RecordQuery query, CancellationToken cancellation)
            => service.AnswerAsync("records", registrationId, () => service.OnGetRecords(query), cancellation);

        public Task<RecordBatchResult> ChangeRecordsAsync(string registrationId, RecordBatch batch, CancellationToken cancellation)
            => service.AnswerAsync("changes", registrationId, () => service.OnChangeRecords(batch), cancellation);

        public Task PutSettingsAsync(string registrationId, AccountSettings settings, CancellationToken cancellation)
            => service.AnswerAsync("settings", registrationId, () => service.Settings = settings, cancellation);

        public Task<PresenceInfo> GoOnlineAsync(string registrationId, OnlineRequest request, CancellationToken cancellation) => service.AnswerAsync(
            $"online {setting.Port}",
            registrationId,
            () =>
            {
                if (service._instance != request.InstanceId || service._wentOffline)
                {
                    service.Epoch++;
                }

                (service._instance, service._wentOffline, service.Settings) = (request.InstanceId, false, request.Settings);
                (service._address, service._addressIPv6) = (service.Seen, null);
                return service.Presence();
            },
            cancellation);

        public async Task<PresenceInfo> KeepAliveAsync(string registrationId, PresenceRequest request, IPFamily? family, TimeSpan deadline, CancellationToken cancellation)
        {
            if (family == IPFamily.IPv6)
            {
                await (service.HoldIPv6?.Task.WaitAsync(cancellation) ?? Task.CompletedTask);
                if (service.FaultIPv6 is { } fault)
                {
                    throw new DNS4MeException(fault);
                }
            }

            var seen = family == IPFamily.IPv6 ? service.SeenIPv6! : service.Seen;
            return await service.AnswerAsync(family is null ? "keep-alive" : $"keep-alive {family}", registrationId, () => service.Ended(request.Epoch, ends: false, seen, request.Expected), cancellation);
        }

        public Task<PresenceInfo> GoOfflineAsync(string registrationId, PresenceRequest request, CancellationToken cancellation)
            => service.AnswerAsync($"offline {setting.Port}", registrationId, () => service.Ended(request.Epoch, ends: true), cancellation);

        public void Dispose() => service.Log.Enqueue("closed");
    }
}
