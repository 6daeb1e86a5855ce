using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Presence;
using DNS4Me.Agent.Proxy;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Service;

/// <summary>The service over HTTPS. See <see cref="ServiceRoutes"/>.</summary>
internal sealed class ServiceClient : IServiceClient
{
    /// <summary>The longest answer that is read, in bytes.</summary>
    private const int LongestAnswer = 4 * 1024 * 1024;

    private static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Less than a server keeps an idle connection, so that a request does not meet one that is just being closed.</summary>
    private static readonly TimeSpan KeepConnection = TimeSpan.FromSeconds(20);

    private readonly ServerSetting _setting;
    private readonly TimeProvider _time;
    private readonly Line _either;
    private readonly Line _ipv4;
    private readonly Line _ipv6;
    private readonly ProxyAccess _proxy;
    private readonly ProxyDialer? _dialer;

    /// <summary>A client of the service that the settings name.</summary>
    /// <param name="setting">The service.</param>
    /// <param name="proxy">The way to it. What is verified at its end is the same.</param>
    /// <param name="time">The clock of the deadlines.</param>
    public ServiceClient(ServerSetting setting, ProxyAccess proxy, TimeProvider time)
    {
        (_setting, _proxy, _time) = (setting, proxy, time);
        _dialer = proxy.Setting.Type == ProxyType.Direct ? null : new(setting, proxy, time);
        (_either, _ipv4, _ipv6) = (Open(null), Open(IPFamily.IPv4), Open(IPFamily.IPv6));
    }

    /// <inheritdoc/>
    public bool ChoosesFamily => _dialer is null;

    /// <inheritdoc/>
    public Task<CallerInfo> GetCallerAsync(TimeSpan deadline, CancellationToken cancellation)
        => SendAsync(HttpMethod.Get, ServiceRoutes.Caller, null, null, ServiceJson.Default.CallerInfo, deadline, cancellation);

    /// <inheritdoc/>
    public async Task<ReleaseInfo> GetReleaseAsync(CancellationToken cancellation)
    {
        var release = await SendAsync(HttpMethod.Get, ServiceRoutes.Release, null, null, ServiceJson.Default.ReleaseInfo, PresencePolicy.LongestRequest, cancellation).ConfigureAwait(false);
        return ReleaseVersion.IsRelease(release.Version) && (release.Page is null || WebUrl.IsValid(release.Page))
            ? release
            : throw new DNS4MeException(Faults.NotTheService(_setting.ToString(), "what it says of the newest release makes no sense."));
    }

    /// <inheritdoc/>
    public Task<AccountInfo> RegisterAsync(string registrationId, RegistrationRequest request, CancellationToken cancellation)
        => SendAsync(HttpMethod.Put, ServiceRoutes.Registration, registrationId, Body(request, ServiceJson.Default.RegistrationRequest), ServiceJson.Default.AccountInfo, PresencePolicy.LongestRequest, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DomainInfo>> GetDomainsAsync(string registrationId, CancellationToken cancellation)
        => SendAsync(HttpMethod.Get, ServiceRoutes.Domains, registrationId, null, ServiceJson.Default.IReadOnlyListDomainInfo, PresencePolicy.LongestRequest, cancellation);

    /// <inheritdoc/>
    public Task<RecordPage> GetRecordsAsync(string registrationId, RecordQuery query, CancellationToken cancellation)
        => SendAsync(HttpMethod.Get, RecordRoute(query), registrationId, null, ServiceJson.Default.RecordPage, AgentProtocol.LongestRecordRequest, cancellation);

    /// <inheritdoc/>
    public async Task<RecordBatchResult> ChangeRecordsAsync(string registrationId, RecordBatch batch, CancellationToken cancellation)
    {
        var result = await SendAsync(
            HttpMethod.Post, ServiceRoutes.RecordChanges, registrationId, Body(batch, ServiceJson.Default.RecordBatch), ServiceJson.Default.RecordBatchResult, AgentProtocol.LongestRecordRequest, cancellation).ConfigureAwait(false);
        return result.Results?.Count == batch.Changes.Count
            ? result
            : throw new DNS4MeException(Faults.NotTheService(_setting.ToString(), $"it gave {result.Results?.Count ?? 0} results for {batch.Changes.Count} changes."));
    }

    /// <inheritdoc/>
    public Task PutSettingsAsync(string registrationId, AccountSettings settings, CancellationToken cancellation)
        => SendAsync(HttpMethod.Put, ServiceRoutes.Settings, registrationId, Body(settings, ServiceJson.Default.AccountSettings), ServiceJson.Default.AccountSettings, PresencePolicy.LongestRequest, cancellation);

    /// <inheritdoc/>
    public Task<PresenceInfo> GoOnlineAsync(string registrationId, OnlineRequest request, CancellationToken cancellation)
        => SendAsync(HttpMethod.Post, ServiceRoutes.Online, registrationId, Body(request, ServiceJson.Default.OnlineRequest), ServiceJson.Default.PresenceInfo, PresencePolicy.LongestRequest, cancellation);

    /// <inheritdoc/>
    public Task<PresenceInfo> KeepAliveAsync(string registrationId, PresenceRequest request, IPFamily? family, TimeSpan deadline, CancellationToken cancellation)
        => SendAsync(family is null ? _either : family == IPFamily.IPv4 ? _ipv4 : _ipv6, HttpMethod.Post, ServiceRoutes.KeepAlive, registrationId, Body(request, ServiceJson.Default.PresenceRequest), ServiceJson.Default.PresenceInfo, deadline, cancellation);

    /// <inheritdoc/>
    public Task<PresenceInfo> GoOfflineAsync(string registrationId, PresenceRequest request, CancellationToken cancellation)
        => SendAsync(HttpMethod.Post, ServiceRoutes.Offline, registrationId, Body(request, ServiceJson.Default.PresenceRequest), ServiceJson.Default.PresenceInfo, PresencePolicy.LongestRequest, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var line in new[] { _either, _ipv4, _ipv6 })
        {
            line.Http.Dispose();
        }
    }

    private Line Open(IPFamily? family)
    {
        var trust = new ServiceTrust(_setting);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = async (context, cancellation) => _dialer is null
                ? await Dialer.DialAsync(context.DnsEndPoint, family, _time, cancellation).ConfigureAwait(false)
                : await _dialer.DialAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false),

            // The handler's own deadline is for the way and for TLS at its end.
            ConnectTimeout = _dialer is null ? ConnectDeadline : (2 * ProxyDialer.StepDeadline) + ConnectDeadline,
            PooledConnectionIdleTimeout = KeepConnection,
            UseCookies = false,
            UseProxy = false,
        };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => trust.Judge(certificate, chain, errors);
        var http = new HttpClient(handler)
        {
            BaseAddress = new($"https://{_setting}/"),
            MaxResponseContentBufferSize = LongestAnswer,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        return new(http, trust);
    }

    private static string RecordRoute(RecordQuery query)
    {
        var members = new (string Name, string? Value)[]
        {
            ("domain", query.Domain),
            ("name", query.Name),
            ("type", query.Type?.ToString()),
            ("at", query.At.ToString()),
            ("after", query.After),
            ("max", query.Max.ToString(CultureInfo.InvariantCulture)),
        };
        return $"{ServiceRoutes.Records}?{string.Join('&', members.Where(member => member.Value is not null).Select(member => $"{member.Name}={Uri.EscapeDataString(member.Value!)}"))}";
    }

    private static JsonContent Body<T>(T value, JsonTypeInfo<T> type) => JsonContent.Create(value, type);

    private Task<T> SendAsync<T>(
        HttpMethod method, string route, string? registrationId, HttpContent? body, JsonTypeInfo<T> type, TimeSpan longest, CancellationToken cancellation)
        => SendAsync(_either, method, route, registrationId, body, type, longest, cancellation);

    private async Task<T> SendAsync<T>(
        Line line, HttpMethod method, string route, string? registrationId, HttpContent? body, JsonTypeInfo<T> type, TimeSpan longest, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, route) { Content = body };
        request.Headers.Authorization = registrationId is null ? null : new(ServiceRoutes.AuthorizationScheme, registrationId);

        // The handler takes the name to verify, and to ask for in SNI, from the Host header.
        request.Headers.Host = _setting.VerifyName is { } name ? NameRules.ToName(name) ?? name : null;

        request.Headers.TryAddWithoutValidation(ServiceRoutes.ClientHeader, AgentVersion.Text);

        // What tells the service the address must leave by the way that is now the machine's, and not over a connection of before.
        request.Headers.ConnectionClose = line != _either;
        using var deadline = new CancellationTokenSource(longest, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        try
        {
            using var response = await line.Http.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token).ConfigureAwait(false);
            return await ReadAsync(response, type, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new DNS4MeException(_dialer?.Overdue(longest) ?? Faults.ServiceTimedOut(_setting.ToString(), longest), e);
        }
        catch (HttpRequestException e)
        {
            throw new DNS4MeException(Explain(e, line.Trust), e);
        }
    }

    private async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        if (!response.Headers.TryGetValues(ServiceRoutes.ServiceHeader, out _))
        {
            throw new DNS4MeException(Faults.NotTheService(_setting.ToString(), $"it gave HTTP status {(int)response.StatusCode} without the service's mark."));
        }

        try
        {
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync(type, cancellation).ConfigureAwait(false) ?? throw new JsonException("It is empty.");
            }

            if (response.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: ServiceProblem.MediaType }
                && await response.Content.ReadFromJsonAsync(ServiceJson.Default.ServiceProblem, cancellation).ConfigureAwait(false) is { } problem)
            {
                throw new DNS4MeException(problem.Errors ?? [problem.Fault]);
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new DNS4MeException(Faults.NotTheService(_setting.ToString(), "its answer is not what the service's would be."), e);
        }

        throw new DNS4MeException(Faults.ServiceFailed(_setting.ToString(), (int)response.StatusCode));
    }

    private Fault Explain(HttpRequestException exception, ServiceTrust trust)
    {
        if (exception.InnerException is DNS4MeException { Fault: var dialling })
        {
            return dialling;
        }

        var server = _setting.ToString();
        var socketError = (exception.InnerException as SocketException)?.SocketErrorCode;
        return exception.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => Faults.ServiceNameUnknown(server, _setting.HostName),
            HttpRequestError.ConnectionError when socketError == SocketError.NoData => Faults.ServiceNameUnknown(server, _setting.HostName, exists: true),
            HttpRequestError.SecureConnectionError when _dialer is not null && exception.InnerException is IOException
                => Faults.ProxyTargetRefused(_proxy.ToString(), server, "it closed the connection before the service said a word."),
            HttpRequestError.SecureConnectionError when trust.LastRefusal is { } refusal => Faults.CertificateNotTrusted(server, refusal.Reason, refusal.Pin),
            HttpRequestError.SecureConnectionError => Faults.NotTheService(server, "it does not speak TLS as the service does."),
            HttpRequestError.ConnectionError when socketError == SocketError.ConnectionRefused => Faults.ServiceRefused(server),
            HttpRequestError.ConnectionError when socketError == SocketError.TimedOut => Faults.ServiceTimedOut(server, ConnectDeadline),
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => Faults.NotTheService(server, "its answer is not HTTP as the service's would be."),
            _ => Faults.ServiceUnreachable(server, Sentence(exception.InnerException?.Message ?? exception.Message)),
        };
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    /// <summary>A way to the service: its connections, and what it was shown on them.</summary>
    private sealed record Line(HttpClient Http, ServiceTrust Trust);
}
