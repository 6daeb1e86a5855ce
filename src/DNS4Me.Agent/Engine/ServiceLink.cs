using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Presence;
using DNS4Me.Agent.Proxy;
using DNS4Me.Agent.Service;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Engine;

/// <summary>Speaks to the service that the settings name, as the account that is registered.</summary>
internal sealed class ServiceLink : IDisposable
{
    private readonly EffectiveSettings _settings;
    private readonly RegistrationStore _registration;
    private readonly ProxyKeeper _proxies;
    private readonly EngineParts _parts;
    private readonly SignsOfLife _signs;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ending = new();
    private (ServerSetting Setting, ProxyAccess Proxy, IServiceClient Client)? _open;

    /// <summary>A link that is opened when it is first used.</summary>
    /// <param name="settings">Which service.</param>
    /// <param name="registration">Which account.</param>
    /// <param name="proxies">Which way.</param>
    /// <param name="parts">The clock, and the maker of clients.</param>
    /// <param name="late">Hears what a sign of life has come to over the second address family.</param>
    public ServiceLink(EffectiveSettings settings, RegistrationStore registration, ProxyKeeper proxies, EngineParts parts, Action<PresenceInput> late)
        => (_settings, _registration, _proxies, _parts, _signs) = (settings, registration, proxies, parts, new(parts.Time, late));

    /// <summary>The settings in force that the service honours.</summary>
    public AccountSettings AccountSettings => new() { Online = _settings.Current.Online, Offline = _settings.Current.Offline };

    /// <summary>Whether signs of life go out over both address families.</summary>
    public bool BothFamilies
    {
        get
        {
            lock (_gate)
            {
                return _open?.Client.ChoosesFamily == true;
            }
        }
    }

    /// <summary>Carries out a request of the machine.</summary>
    /// <param name="request">The request.</param>
    /// <param name="settings">The settings that a go-online takes along.</param>
    /// <param name="deadline">How long a keep-alive may take.</param>
    /// <param name="cancellation">Withdraws it.</param>
    public async Task<PresenceInput.Answered> SendAsync(SentRequest request, AccountSettings settings, TimeSpan deadline, CancellationToken cancellation)
    {
        var (client, id) = Open();
        return request.Kind switch
        {
            PresenceRequestKind.GoOnline => new(request.Number, await client.GoOnlineAsync(
                id, new() { InstanceId = request.InstanceId, Machine = _parts.Machine, Settings = settings }, cancellation).ConfigureAwait(false)),
            PresenceRequestKind.GoOffline => new(request.Number, await client.GoOfflineAsync(id, new() { Epoch = request.Epoch }, cancellation).ConfigureAwait(false)),
            _ when client.ChoosesFamily => await _signs.GiveAsync(
                request,
                (family, ending) => client.KeepAliveAsync(id, new() { Epoch = request.Epoch, Expected = family == IPFamily.IPv4 ? request.Expected : request.ExpectedIPv6 }, family, deadline, ending),
                cancellation).ConfigureAwait(false),

            // Which family somebody between takes is not known, and so neither which address to expect.
            _ => new(request.Number, await client.KeepAliveAsync(id, new() { Epoch = request.Epoch }, null, deadline, cancellation).ConfigureAwait(false)),
        };
    }

    /// <summary>Checks a registration with the service.</summary>
    public Task<AccountInfo> RegisterAsync(RegisterRequest request, CancellationToken cancellation)
        => Client().RegisterAsync(request.RegistrationId, new() { Name = request.Name, Email = request.Email }, cancellation);

    /// <summary>The newest release of the module that the service knows of; no registration is needed for it.</summary>
    public Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation) => Client().GetReleaseAsync(cancellation);

    /// <summary>The domains.</summary>
    public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(CancellationToken cancellation)
    {
        var (client, id) = Open();
        return client.GetDomainsAsync(id, cancellation);
    }

    /// <summary>A page of records.</summary>
    public Task<RecordPage> GetRecordsAsync(RecordQuery query, CancellationToken cancellation)
    {
        var (client, id) = Open();
        return client.GetRecordsAsync(id, query, cancellation);
    }

    /// <summary>Changes records.</summary>
    public Task<RecordBatchResult> ChangeRecordsAsync(RecordBatch batch, CancellationToken cancellation)
    {
        var (client, id) = Open();
        return client.ChangeRecordsAsync(id, batch, cancellation);
    }

    /// <summary>Gives the service the settings in force.</summary>
    public Task PutSettingsAsync(CancellationToken cancellation)
    {
        var (client, id) = Open();
        return client.PutSettingsAsync(id, AccountSettings, cancellation);
    }

    /// <summary>
    /// Lets go of the present service, and tells it that the domains are offline where it was told that they are online. At its best: it is
    /// not the service of the settings any more, and its own timeout does the rest.
    /// </summary>
    public async Task LeaveAsync(long epoch)
    {
        (ServerSetting Setting, ProxyAccess Proxy, IServiceClient Client)? left;
        lock (_gate)
        {
            (left, _open) = (_open, null);
        }

        if (left is null)
        {
            return;
        }

        try
        {
            if (epoch > 0)
            {
                await left.Value.Client.GoOfflineAsync(_registration.GetId(), new() { Epoch = epoch }, CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (DNS4MeException)
        {
            // The service left behind does not hear of it, or knows of a newer epoch: what it serves is the same service by another way.
        }
        finally
        {
            _ = LetGoAsync(left.Value.Client, _ending.Token);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _signs.Dispose();
        _ending.Cancel();
        _open?.Client.Dispose();
        _ending.Dispose();
    }

    private (IServiceClient Client, string Id) Open()
    {
        var id = _registration.GetId();
        return (Client(), id);
    }

    private IServiceClient Client()
    {
        var (setting, proxy) = (_settings.Current.Server, _proxies.Access);
        lock (_gate)
        {
            if (_open is not { } open || !open.Setting.IsSameService(setting) || open.Proxy != proxy)
            {
                if (_open is { } before)
                {
                    _ = LetGoAsync(before.Client, _ending.Token);
                }

                open = (setting, proxy, _parts.CreateClient(setting, proxy));
                _open = open;
            }

            return open.Client;
        }
    }

    /// <summary>What is under way on a client comes to its end: that there is another one is no reason for a batch of records to fail.</summary>
    private async Task LetGoAsync(IServiceClient client, CancellationToken ending)
    {
        await Task.Delay(AgentProtocol.LongestRecordRequest, _parts.Time, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        client.Dispose();
    }
}
