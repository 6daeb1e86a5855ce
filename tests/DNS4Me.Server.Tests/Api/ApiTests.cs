using System.Net;
using System.Net.Sockets;
using System.Text;
using DNS4Me.Server.Store;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Api;

public class ApiTests
{
    public static TheoryData<string, string> Endpoints => new()
    {
        { "GET", ServiceRoutes.Account },
        { "PUT", ServiceRoutes.Registration },
        { "GET", ServiceRoutes.Domains },
        { "GET", ServiceRoutes.Records },
        { "POST", ServiceRoutes.RecordChanges },
        { "GET", ServiceRoutes.Settings },
        { "PUT", ServiceRoutes.Settings },
        { "GET", ServiceRoutes.Presence },
        { "POST", ServiceRoutes.Online },
        { "POST", ServiceRoutes.KeepAlive },
        { "POST", ServiceRoutes.Offline },
    };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Every_endpoint_wants_a_registration_ID(string method, string path)
    {
        await using var service = await TestService.StartAsync();
        foreach (var id in new[] { null, "00000-00000-00000-00000-00000", new string('x', 4000) })
        {
            using var client = service.Client(id);
            using var response = await client.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
            AssertMarked(response);
            Assert.Equal(FaultCode.RegistrationUnknown, (await TestService.ProblemAsync(response)).Fault.Code);
        }
    }

    [Fact]
    public async Task The_newest_release_is_told_to_everybody()
    {
        await using var service = await TestService.StartAsync();
        using var client = service.Client(null);
        using var response = await client.GetAsync(ServiceRoutes.Release, TestContext.Current.CancellationToken);
        AssertMarked(response);
        Assert.Equal($$"""{"version":"{{typeof(ServiceStore).Assembly.GetName().Version!.ToString(3)}}"}""", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_client_that_expects_another_pin_gets_no_connection()
    {
        await using var service = await TestService.StartAsync();
        using var client = PinnedClient.Create(new($"https://{service.Host.Api[0]}"), SettingRules.Pin(new byte[32]), service.RegistrationId);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(ServiceRoutes.Account, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Too_many_wrong_IDs_are_held_off_and_the_right_one_always_passes()
    {
        await using var service = await TestService.StartAsync();
        using var client = service.Client("wrong");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++)
        {
            using var response = await client.GetAsync(ServiceRoutes.Account, TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.Equal(FaultCode.ServiceBusy, (await TestService.ProblemAsync(response)).Fault.Code);
                Assert.NotNull(response.Headers.RetryAfter);
                AssertMarked(response);
            }
        }

        Assert.Equal(HttpStatusCode.Unauthorized, statuses[0]);
        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.Equal(TestService.Email, (await service.GetAsync<AccountInfo>(ServiceRoutes.Account)).Email);
    }

    [Fact]
    public async Task The_account_tells_who_what_and_until_when()
    {
        await using var service = await TestService.StartAsync();
        await service.OnlineAsync();

        var account = await service.GetAsync<AccountInfo>(ServiceRoutes.Account);

        Assert.Equal((TestService.Email, "", AccountKind.Registered, TestTime.Start.AddDays(365)), (account.Email, account.Name, account.Kind, account.Expires));
        Assert.Equal([(TestService.Domain, "dns4me.test"), (TestService.Brought, null)], account.Domains.Select(domain => (domain.Name, domain.ServiceZone)));
        Assert.All(account.Domains, domain => Assert.True(domain.Online));
        var domains = await service.GetAsync<IReadOnlyList<DomainInfo>>(ServiceRoutes.Domains);
        Assert.Equal([IPAddress.Loopback], domains[0].Addresses);
    }

    [Fact]
    public async Task An_offline_domain_answers_the_redirector_of_both_families()
    {
        await using var service = await TestService.StartAsync();

        var domain = (await service.GetAsync<IReadOnlyList<DomainInfo>>(ServiceRoutes.Domains))[0];

        Assert.False(domain.Online);
        Assert.Equal([TestZones.Redirector, TestZones.RedirectorIPv6], domain.Addresses);
    }

    [Fact]
    public async Task The_registration_takes_the_name_if_the_email_is_the_accounts()
    {
        await using var service = await TestService.StartAsync();
        var account = await service.SendAsync<AccountInfo>(HttpMethod.Put, ServiceRoutes.Registration, new RegistrationRequest { Name = "Alice Ä.", Email = "ALICE@example.com" });
        Assert.Equal(("Alice Ä.", TestService.Email), (account.Name, account.Email));

        var fault = await service.RefusedAsync(HttpMethod.Put, ServiceRoutes.Registration, new RegistrationRequest { Name = "Mallory", Email = "mallory@example.com" });

        Assert.Equal((FaultCode.EmailMismatch, "email"), (fault.Code, fault.Field));
        Assert.Equal("Alice Ä.", (await service.GetAsync<AccountInfo>(ServiceRoutes.Account)).Name);
    }

    [Fact]
    public async Task Health_is_told_to_everybody()
    {
        await using var service = await TestService.StartAsync();
        using var client = service.Client(null);
        using var response = await client.GetAsync(ServiceRoutes.Health, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        AssertMarked(response);

        service.Host.Store.Clock.Halt();
        using var failing = await client.GetAsync(ServiceRoutes.Health, TestContext.Current.CancellationToken);
        Assert.Equal(FaultCode.ServiceFailed, (await TestService.ProblemAsync(failing)).Fault.Code);
    }

    [Theory]
    [InlineData("GET", "/nothing/here", HttpStatusCode.NotFound, FaultCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound, FaultCode.NotFound)]
    [InlineData("DELETE", ServiceRoutes.Account, HttpStatusCode.MethodNotAllowed, FaultCode.InvalidValue)]
    [InlineData("GET", ServiceRoutes.Online, HttpStatusCode.MethodNotAllowed, FaultCode.InvalidValue)]
    public async Task What_is_not_there_is_a_problem_of_the_services(string method, string path, HttpStatusCode status, FaultCode code)
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.Api.SendAsync(new(new(method), path), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        AssertMarked(response);
        Assert.Equal(code, (await TestService.ProblemAsync(response)).Fault.Code);
        Assert.Equal(status == HttpStatusCode.MethodNotAllowed, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Plain_HTTP_meets_no_answer_and_older_TLS_no_handshake()
    {
        await using var service = await TestService.StartAsync();
        using var socket = new TcpClient();
        await socket.ConnectAsync(service.Host.Api[0], TestContext.Current.CancellationToken);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(socket.GetStream());

        Assert.DoesNotContain("200", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_registration_ID_is_in_the_log_or_in_a_refusal()
    {
        await using var service = await TestService.StartAsync();
        const string guess = "GUESS-12345";
        using var stranger = service.Client(guess);
        using var refusal = await stranger.GetAsync(ServiceRoutes.Account, TestContext.Current.CancellationToken);
        await service.OnlineAsync();
        using var broken = await service.SendAsync(HttpMethod.Post, ServiceRoutes.Online, TestService.Json("{"));
        await service.RestartAsync();

        Assert.DoesNotContain(guess, await refusal.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEmpty(service.Log.Lines);
        Assert.DoesNotContain(service.Log.Lines, line => line.Contains(guess, StringComparison.Ordinal) || line.Contains(service.RegistrationId, StringComparison.Ordinal));
        Assert.DoesNotContain(Directory.GetFiles(service.Folder), file => ReadShared(file).Contains(service.RegistrationId, StringComparison.Ordinal));
    }

    internal static void AssertMarked(HttpResponseMessage response)
    {
        Assert.Equal([ServiceRoutes.ProtocolVersion], response.Headers.GetValues(ServiceRoutes.ServiceHeader));
        Assert.True(response.Headers.CacheControl!.NoStore);
    }

    private static string ReadShared(string path)
    {
        if (Path.GetExtension(path) == ".lock")
        {
            return "";
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }
}
