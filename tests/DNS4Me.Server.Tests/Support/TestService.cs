using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DNS4Me.Dns;
using DNS4Me.Server.Configuration;
using DNS4Me.Server.Hosting;
using DNS4Me.Server.Store;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Support;

/// <summary>A whole server in this process on loopback, with one account and two domains, and a client of it.</summary>
internal sealed class TestService : IAsyncDisposable
{
    public const string Email = "alice@example.com";
    public const string Domain = "alice.dns4me.test";
    public const string Brought = "brought.example";

    private readonly TestFolder _folder = new();
    private ServiceHost _host = null!;

    private TestService()
    {
    }

    public SteppingTime Time { get; } = new();

    public ListLoggerFactory Log { get; } = new();

    public string RegistrationId { get; private set; } = "";

    public ServiceHost Host => _host;

    public HttpClient Api { get; private set; } = null!;

    public string Folder => _folder.Path;

    public IPEndPoint Dns => _host.Dns[0];

    public Uri Redirector => new($"http://{_host.Redirector[0]}/");

    public ServerConfiguration Configuration { get; private set; } = null!;

    public static async Task<TestService> StartAsync(Func<ServerConfiguration, ServerConfiguration>? change = null)
    {
        var service = new TestService();
        var configuration = ConfigurationFor(service.Folder);
        service.Configuration = change?.Invoke(configuration) ?? configuration;
        using (var store = service.Administer())
        {
            service.RegistrationId = store.AddAccount(Email, "", AccountKind.Registered, [Domain, Brought], service.Configuration.OwnNames);
        }

        await service.OpenAsync();
        return service;
    }

    public static ServerConfiguration ConfigurationFor(string folder) => new()
    {
        DataFolder = folder,
        Api = [new(IPAddress.Loopback, 0)],
        Dns = [new(IPAddress.Loopback, 0)],
        DnsThreads = 2,
        Redirector = [new(IPAddress.Loopback, 0)],
        RedirectorAddresses = [TestZones.Redirector, TestZones.RedirectorIPv6],
        ServiceZones = [TestZones.ServiceZone],
        NameServers = [new(DnsName.Parse("ns1." + TestZones.ServiceZone), [IPAddress.Loopback])],
        Hostmaster = DnsName.Parse("hostmaster." + TestZones.ServiceZone),
    };

    public static AccountSettings Settings(OnlineSetting? online = null, OfflineSetting? offline = null) => new() { Online = online ?? new(), Offline = offline ?? new() };

    /// <summary>Stops the server and starts it on the same folder after a while.</summary>
    public async Task RestartAsync(TimeSpan absence = default)
    {
        Api.Dispose();
        await _host.DisposeAsync();
        Time.Advance(absence);
        await OpenAsync();
    }

    public StoreAdministration Administer() => StoreAdministration.Open(Folder, Time);

    public HttpClient Client(string? registrationId) => PinnedClient.Create(new($"https://{_host.Api[0]}"), _host.Pin, registrationId);

    public Task<PresenceInfo> OnlineAsync(string instance = "one", AccountSettings? settings = null)
        => SendAsync<PresenceInfo>(HttpMethod.Post, ServiceRoutes.Online, new OnlineRequest { InstanceId = instance, Machine = instance + "'s box", Settings = settings ?? Settings() });

    public Task<PresenceInfo> KeepAliveAsync(long epoch) => SendAsync<PresenceInfo>(HttpMethod.Post, ServiceRoutes.KeepAlive, new PresenceRequest { Epoch = epoch });

    public Task<PresenceInfo> OfflineAsync(long epoch) => SendAsync<PresenceInfo>(HttpMethod.Post, ServiceRoutes.Offline, new PresenceRequest { Epoch = epoch });

    public Task<PresenceInfo> PresenceAsync() => GetAsync<PresenceInfo>(ServiceRoutes.Presence);

    public async Task<T> GetAsync<T>(string path)
    {
        using var response = await Api.GetAsync(path, TestContext.Current.CancellationToken);
        return await ReadAsync<T>(response);
    }

    public async Task<T> SendAsync<T>(HttpMethod method, string path, object body)
    {
        using var response = await SendAsync(method, path, body);
        return await ReadAsync<T>(response);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body)
    {
        var content = body as HttpContent ?? JsonContent.Create(body, ServiceJson.Default.GetTypeInfo(body.GetType())!);
        return Api.SendAsync(new(method, path) { Content = content }, TestContext.Current.CancellationToken);
    }

    public static StringContent Json(string text, string mediaType = "application/json") => new(text, Encoding.UTF8, MediaTypeHeaderValue.Parse(mediaType));

    public static async Task<T> ReadAsync<T>(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        return (T)JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), ServiceJson.Default.GetTypeInfo(typeof(T))!)!;
    }

    public static async Task<ServiceProblem> ProblemAsync(HttpResponseMessage response)
    {
        Assert.Equal(ServiceProblem.MediaType, response.Content.Headers.ContentType?.MediaType);
        var problem = (await response.Content.ReadFromJsonAsync(ServiceJson.Default.ServiceProblem, TestContext.Current.CancellationToken))!;
        Assert.Equal((int)response.StatusCode, problem.Status);
        Assert.Equal(problem.Fault.Message, problem.Detail);
        return problem;
    }

    /// <summary>The refusal of a request that should be refused.</summary>
    public async Task<Fault> RefusedAsync(HttpMethod method, string path, object body)
    {
        using var response = await SendAsync(method, path, body);
        return (await ProblemAsync(response)).Fault;
    }

    public async Task<string[]> AskAsync(string name, DnsType type = DnsType.A)
        => [.. (await DnsAsker.AskAsync(Dns, DnsMessage.CreateQuery(DnsName.Parse(name), type))).Answers.Select(record => record.Data.ToString())];

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync()
    {
        _host = await ServiceHost.StartAsync(Configuration, Time, Log);
        Api = Client(RegistrationId);
    }
}
