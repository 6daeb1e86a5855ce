using System.Net;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Api;

public class StrictJsonTests
{
    private const string Good = """{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{}}}""";

    [Theory]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{}},"bogus":1}""", 422, "bogus")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"timeout":5},"offline":{}}}""", 422, "timeout")]
    [InlineData("""{"instanceId":"a","settings":{"online":{},"offline":{}}}""", 422, "machine")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{}}}""", 422, "offline")]
    [InlineData("""{"instanceId":"a","machine":"m"}""", 422, "settings")]
    [InlineData("""{"instanceId":null,"machine":"m","settings":{"online":{},"offline":{}}}""", 422, "instanceId")]
    [InlineData("""{"instanceId":7,"machine":"m","settings":{"online":{},"offline":{}}}""", 422, "instanceId")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":null}""", 422, "settings")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":null,"offline":{}}}""", 422, "online")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"webRedirectUrl":null},"offline":{}}}""", 422, "webRedirectUrl")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"timeoutSeconds":"5"},"offline":{}}}""", 422, "timeoutSeconds")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"timeoutSeconds":1e99},"offline":{}}}""", 422, "timeoutSeconds")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"timeoutSeconds":-1},"offline":{}}}""", 422, "timeoutSeconds")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"timeoutSeconds":0.5},"offline":{}}}""", 422, "timeoutSeconds")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"address":"1"},"offline":{}}}""", 422, "address")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"automatic":false},"offline":{}}}""", 422, "address")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{"webRedirect":9},"offline":{}}}""", 422, "webRedirect")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{"behavior":"Nope"}}}""", 422, "behavior")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{"behavior":4}}}""", 422, "behavior")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{"url":"javascript:alert(1)"}}}""", 422, "url")]
    [InlineData("""{"instanceId":"","machine":"m","settings":{"online":{},"offline":{}}}""", 422, "instanceId")]
    [InlineData("""{"instanceId":"a","machine":"m\u0007","settings":{"online":{},"offline":{}}}""", 422, "machine")]
    [InlineData("""[]""", 422, "body")]
    [InlineData("""null""", 422, "body")]
    [InlineData("""7""", 422, "body")]
    [InlineData("""{"instanceId":"a","instanceId":"b","machine":"m","settings":{"online":{},"offline":{}}}""", 400, "body")]
    [InlineData("""{"instanceId":"a",""", 400, "body")]
    [InlineData("", 400, "body")]
    [InlineData("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{}}} {}""", 400, "body")]
    public async Task A_slip_is_refused_by_name_and_changes_nothing(string body, int status, string field)
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.SendAsync(HttpMethod.Post, ServiceRoutes.Online, TestService.Json(body));

        ApiTests.AssertMarked(response);
        var problem = await TestService.ProblemAsync(response);
        Assert.Equal((status, FaultCode.InvalidValue, field), (problem.Status, problem.Fault.Code, problem.Fault.Field));
        Assert.Equal(0, (await service.PresenceAsync()).Epoch);
        Assert.Empty(service.Log.Errors);
    }

    [Theory]
    [InlineData(ServiceRoutes.KeepAlive)]
    [InlineData(ServiceRoutes.Offline)]
    public async Task A_newer_agent_can_keep_its_domains_alive_and_take_them_offline(string route)
    {
        await using var service = await TestService.StartAsync();
        using var online = await service.SendAsync(HttpMethod.Post, ServiceRoutes.Online, TestService.Json(Good));
        using var newer = await service.SendAsync(HttpMethod.Post, route, TestService.Json("""{"epoch":1,"ofTheFuture":{"a":[1]}}"""));
        Assert.Equal(HttpStatusCode.OK, newer.StatusCode);
        using var slip = await service.SendAsync(HttpMethod.Post, route, TestService.Json("""{"epoch":"1"}"""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, slip.StatusCode);
    }

    [Fact]
    public async Task Every_fault_is_told()
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.SendAsync(HttpMethod.Put, ServiceRoutes.Settings, TestService.Json(
            """{"online":{"timeoutSeconds":0.1,"webRedirectPort":0},"offline":{"behavior":"Address"}}"""));

        Assert.Equal(["timeoutSeconds", "webRedirectPort", "address"], (await TestService.ProblemAsync(response)).Errors!.Select(fault => fault.Field));
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    public async Task The_body_must_say_that_it_is_JSON(string mediaType, int status)
    {
        await using var service = await TestService.StartAsync();
        using var response = await service.SendAsync(HttpMethod.Post, ServiceRoutes.Online, TestService.Json(Good, mediaType));

        Assert.Equal(status, (int)response.StatusCode);
        ApiTests.AssertMarked(response);
    }

    [Fact]
    public async Task Too_long_a_body_is_refused()
    {
        await using var service = await TestService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, ServiceRoutes.Online)
        {
            Content = TestService.Json(Good + new string(' ', 70_000)),

            // Over HTTP/1.1 the refusal would race with the rest of the body.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await service.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        ApiTests.AssertMarked(response);
        Assert.Equal("body", (await TestService.ProblemAsync(response)).Fault.Field);
    }

    [Fact]
    public async Task Settings_that_are_left_out_have_their_defaults()
    {
        await using var service = await TestService.StartAsync();
        await service.SendAsync<PresenceInfo>(HttpMethod.Post, ServiceRoutes.Online, TestService.Json(Good));

        Assert.Equal(TestService.Settings(), await service.GetAsync<AccountSettings>(ServiceRoutes.Settings));
    }

    [Theory]
    [InlineData("999.0.0", 200)]
    [InlineData("0.0.1", 422)]
    [InlineData("nonsense", 422)]
    [InlineData(null, 422)]
    public async Task An_agent_that_is_newer_than_the_service_goes_online_without_the_settings_that_only_it_knows(string? version, int status)
    {
        await using var service = await TestService.StartAsync();
        if (version is not null)
        {
            service.Api.DefaultRequestHeaders.Add(ServiceRoutes.ClientHeader, version);
        }

        using var online = await service.SendAsync(HttpMethod.Post, ServiceRoutes.Online, TestService.Json("""{"instanceId":"a","machine":"m","settings":{"online":{"timeoutSeconds":7,"later":1},"offline":{},"more":{}}}"""));
        Assert.Equal(status, (int)online.StatusCode);
        Assert.Equal(status == 200, (await service.PresenceAsync()).Online);

        // Whoever sets it is told.
        using var settings = await service.SendAsync(HttpMethod.Put, ServiceRoutes.Settings, TestService.Json("""{"online":{"later":1},"offline":{}}"""));
        Assert.Equal("later", (await TestService.ProblemAsync(settings)).Fault.Field);
    }
}
