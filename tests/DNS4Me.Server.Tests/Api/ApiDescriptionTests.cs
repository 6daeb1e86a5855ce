using System.Text.Json;
using System.Text.Json.Nodes;
using DNS4Me.Service;
using Json.Schema;
using Microsoft.OpenApi;
using static DNS4Me.Server.Tests.Support.TestRecords;

namespace DNS4Me.Server.Tests.Api;

/// <summary>The API's description: read by others' readers, and true.</summary>
public sealed class ApiDescriptionTests : IAsyncLifetime
{
    private TestService _service = null!;
    private JsonNode _document = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await TestService.StartAsync();
        using var anybody = _service.Client(null);
        _document = JsonNode.Parse(await anybody.GetStringAsync(ServiceRoutes.Description, TestContext.Current.CancellationToken))!;
    }

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public void A_reader_of_OpenAPI_takes_it_without_a_complaint()
    {
        var read = OpenApiDocument.Parse(_document.ToJsonString(), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.Equal("bearer", Assert.Single(read.Document!.Components!.SecuritySchemes!).Value.Scheme);
    }

    [Fact]
    public void Every_route_of_the_contract_is_described()
    {
        var contract = typeof(ServiceRoutes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Where(value => value.StartsWith('/'));

        Assert.Equal(contract.Order(), _document["paths"]!.AsObject().Select(path => path.Key).Order());
    }

    [Fact]
    public async Task What_is_described_is_there_and_asks_for_a_registration_ID_where_it_says_so()
    {
        using var anybody = _service.Client(null);
        foreach (var (path, operations) in _document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in operations!.AsObject())
            {
                using var response = await anybody.SendAsync(new(new(method.ToUpperInvariant()), path), TestContext.Current.CancellationToken);
                Assert.Equal(operation!["security"] is JsonArray { Count: 0 } ? 200 : 401, (int)response.StatusCode);
                AssertDescribed(path, method, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public void Everything_is_explained()
    {
        Assert.All(_document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()), operation => Assert.NotEmpty((string)operation.Value!["summary"]!));
        Assert.All(_document["components"]!["schemas"]!.AsObject(), schema => Assert.NotEmpty((string)schema.Value!["description"]!));
        Assert.All(
            _document["components"]!["schemas"]!.AsObject().Where(schema => schema.Value!["properties"] is not null).SelectMany(schema => schema.Value!["properties"]!.AsObject()),
            member => Assert.NotEmpty((string)member.Value!["description"]!));
    }

    [Fact]
    public void The_contracts_own_forms_have_their_JSON_types()
    {
        Assert.Equal("""["string","null"]""", Member("RecordValues", "address")["type"]!.ToJsonString());
        Assert.Equal("""["string","null"]""", Member("DomainRecord", "onlineTarget")["type"]!.ToJsonString());
        Assert.Equal("number", (string)Member("OnlineSetting", "timeoutSeconds")["type"]!);
        Assert.Equal("""["number","null"]""", Member("PresenceInfo", "leaseSeconds")["type"]!.ToJsonString());
        Assert.Equal(Enum.GetNames<RecordType>(), _document["components"]!["schemas"]!["RecordType"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(["domain", "name", "type", "at", "after", "max"], _document["paths"]![ServiceRoutes.Records]!["get"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
    }

    [Fact]
    public async Task Requests_and_answers_are_as_described()
    {
        await SendAsync(HttpMethod.Put, ServiceRoutes.Registration, """{"name":"Alice","email":"alice@example.com"}""");
        await SendAsync(HttpMethod.Post, ServiceRoutes.Online, """{"instanceId":"a","machine":"m","settings":{"online":{"timeoutSeconds":60},"offline":{"behavior":"KeepAddress"}}}""");
        await SendAsync(HttpMethod.Post, ServiceRoutes.KeepAlive, """{"epoch":1}""");
        await SendAsync(HttpMethod.Put, ServiceRoutes.Settings, """{"online":{"address":"203.0.113.1"},"offline":{}}""");
        await SendAsync(HttpMethod.Post, ServiceRoutes.RecordChanges, JsonSerializer.Serialize(
            new RecordBatch
            {
                Changes =
                [
                    Add(Host("a") with { OfflineTarget = HostTarget.OfflinePage }), Add(Host("b", "2001:db8::1")), Add(Mail("a")), Add(Alias("c")), Add(Text("a", "x")),
                    Add(new() { Domain = TestService.Domain, Name = "_s._tcp", Type = RecordType.SRV, Port = 1, Target = "." }),
                    Add(new() { Domain = TestService.Domain, Type = RecordType.CAA, Tag = "issue", Value = ";" }),
                    Add(Host("c")), Remove(99), Set(1, new() { TimeToLive = 5 }),
                ],
            },
            ServiceJson.Default.RecordBatch));
        foreach (var path in new[] { ServiceRoutes.Account, ServiceRoutes.Domains, ServiceRoutes.Settings, ServiceRoutes.Presence, ServiceRoutes.Records })
        {
            await SendAsync(HttpMethod.Get, path);
        }

        await SendAsync(HttpMethod.Post, ServiceRoutes.Offline, """{"epoch":1}""");

        // And what is refused.
        await SendAsync(HttpMethod.Post, ServiceRoutes.KeepAlive, """{"epoch":1}""");
        await SendAsync(HttpMethod.Post, ServiceRoutes.KeepAlive, """{"epoch":""");
        await SendAsync(HttpMethod.Put, ServiceRoutes.Registration, """{"name":"Alice","email":"mallory@example.com"}""");
        await SendAsync(HttpMethod.Put, ServiceRoutes.Settings, """{"online":{"timeoutSeconds":0.1,"webRedirectPort":0},"offline":{}}""");
        await SendAsync(HttpMethod.Get, ServiceRoutes.Records, null, "?max=0");
        await SendAsync(HttpMethod.Get, ServiceRoutes.Records, null, "?domain=nobody.example");
    }

    [Theory]
    [InlineData(ServiceRoutes.RecordChanges, """{"changes":[{"action":"Add","record":{"bogus":1}}]}""")]
    [InlineData(ServiceRoutes.RecordChanges, """{"changes":[{"action":"Add","record":{"address":7}}]}""")]
    [InlineData(ServiceRoutes.RecordChanges, """{"changes":[{"action":"Destroy"}]}""")]
    [InlineData(ServiceRoutes.RecordChanges, """{}""")]
    [InlineData(ServiceRoutes.KeepAlive, """{"epoch":"1"}""")]
    public async Task What_the_service_refuses_to_read_the_description_refuses_too(string path, string body)
    {
        Assert.False(Validates(_document["paths"]![path]!["post"]!["requestBody"]!["content"]!["application/json"]!["schema"]!, body));
        await _service.RefusedAsync(HttpMethod.Post, path, TestService.Json(body));
    }

    private JsonNode Member(string type, string member) => _document["components"]!["schemas"]![type]!["properties"]![member]!;

    private async Task SendAsync(HttpMethod method, string path, string? body = null, string query = "")
    {
        using var request = new HttpRequestMessage(method, path + query) { Content = body is null ? null : TestService.Json(body) };
        using var response = await _service.Api.SendAsync(request, TestContext.Current.CancellationToken);
        if (response.IsSuccessStatusCode && body is not null)
        {
            Assert.True(Validates(Operation(path, method.Method)["requestBody"]!["content"]!["application/json"]!["schema"]!, body), body);
        }

        AssertDescribed(path, method.Method, response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private JsonNode Operation(string path, string method) => _document["paths"]![path]![method.ToLowerInvariant()]!;

    private void AssertDescribed(string path, string method, HttpResponseMessage response, string body)
    {
        var answer = Operation(path, method)["responses"]![$"{(int)response.StatusCode}"];
        Assert.True(answer is not null, $"{method} {path}: {response.StatusCode} is not described.");
        var content = answer["content"]![response.Content.Headers.ContentType?.MediaType ?? "text/plain"];
        Assert.True(content is not null, $"{method} {path}: {response.Content.Headers.ContentType} is not described.");
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true)
        {
            Assert.True(Validates(content["schema"]!, body), $"{method} {path}: {body}");
        }
    }

    /// <summary>A schema of the document refers to others by their place in it, so the document goes along.</summary>
    private bool Validates(JsonNode schema, string body)
    {
        var whole = schema.DeepClone().AsObject();
        whole["components"] = _document["components"]!.DeepClone();
        return JsonSchema.FromText(whole.ToJsonString()).Evaluate(JsonNode.Parse(body)).IsValid;
    }
}
