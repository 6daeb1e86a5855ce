using System.Net;
using DNS4Me.Service;
using static DNS4Me.Server.Tests.Support.TestRecords;

namespace DNS4Me.Server.Tests.Api;

/// <summary>Batches that are none: they are refused whole.</summary>
public sealed class RecordBatchTests : IAsyncLifetime
{
    private const string Good = """{"action":"Add","record":{"domain":"alice.dns4me.test","name":"a","type":"TXT","text":"x"}}""";
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("""{"action":"Add","record":{"type":"NS"}}""", 422, "changes[1].record.type")]
    [InlineData("""{"action":"Add","record":{"type":9}}""", 422, "changes[1].record.type")]
    [InlineData("""{"action":"Add","record":{"address":"1.2"}}""", 422, "changes[1].record.address")]
    [InlineData("""{"action":"Add","record":{"onlineTarget":"port:x"}}""", 422, "changes[1].record.onlineTarget")]
    [InlineData("""{"action":"Add","record":{"bogus":1}}""", 422, "changes[1].record.bogus")]
    [InlineData("""{"action":"Add","record":{"timeToLive":"5"}}""", 422, "changes[1].record.timeToLive")]
    [InlineData("""{"action":"Add","record":[]}""", 422, "changes[1].record")]
    [InlineData("""{"action":"Add","id":"7"}""", 422, "changes[1].id")]
    [InlineData("""{"action":"Destroy"}""", 422, "changes[1].action")]
    [InlineData("""{"action":7}""", 422, "changes[1].action")]
    [InlineData("""{"record":{}}""", 422, "changes[1].action")]
    [InlineData("null", 422, "changes[1]")]
    [InlineData("7", 422, "changes[1]")]
    [InlineData("""{"action":"Add","action":"Set"}""", 400, "body")]
    [InlineData("""{"action":"Add" """, 400, "body")]
    public async Task A_slip_is_told_by_its_place_and_nothing_of_the_batch_is_done(string change, int status, string field)
    {
        using var response = await _service.SendAsync(HttpMethod.Post, ServiceRoutes.RecordChanges, TestService.Json($$"""{"changes":[{{Good}},{{change}}]}"""));

        var problem = await TestService.ProblemAsync(response);
        Assert.Equal((status, FaultCode.InvalidValue, field), (problem.Status, problem.Fault.Code, problem.Fault.Field));
        Assert.Empty(await _service.OwnAsync());
        Assert.Empty(_service.Log.Errors);
    }

    [Theory]
    [InlineData("{}", "changes")]
    [InlineData("""{"changes":null}""", "changes")]
    [InlineData("""{"changes":{}}""", "changes")]
    [InlineData("""{"changes":[],"bogus":1}""", "bogus")]
    [InlineData("""{"changes":[],"allOrNothing":1}""", "allOrNothing")]
    [InlineData("[]", "body")]
    public async Task A_slip_of_the_batch_itself_is_told_by_name(string body, string field)
        => Assert.Equal(field, (await _service.RefusedAsync(HttpMethod.Post, ServiceRoutes.RecordChanges, TestService.Json(body))).Field);

    [Fact]
    public async Task A_batch_has_so_many_changes_and_no_more()
    {
        Assert.Empty(await _service.ChangeAsync());
        var changes = Enumerable.Range(0, RecordBatch.MostChanges + 1).Select(i => Add(Host($"n{i}"))).ToArray();

        var fault = await _service.RefusedAsync(HttpMethod.Post, ServiceRoutes.RecordChanges, new RecordBatch { Changes = changes });

        Assert.Equal((FaultCode.InvalidValue, "changes"), (fault.Code, fault.Field));
        Assert.Empty(await _service.OwnAsync());
        Assert.All(await _service.ChangeAsync(changes[1..]), result => Assert.NotNull(result.Record));
    }

    [Fact]
    public async Task A_full_batch_of_the_longest_texts_goes_in()
    {
        var text = new string('x', CharacterStrings.LongestText);
        var results = await _service.ChangeAsync([.. Enumerable.Range(0, RecordBatch.MostChanges).Select(i => Add(Text($"n{i}", text)))]);

        Assert.All(results, result => Assert.Equal(text, result.Record!.Text));
    }

    [Fact]
    public async Task Too_long_a_batch_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ServiceRoutes.RecordChanges)
        {
            Content = TestService.Json($$"""{"changes":[{{Good}}]}""" + new string(' ', RecordBatch.LongestBody)),
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await _service.Api.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("body", (await TestService.ProblemAsync(response)).Fault.Field);
        Assert.Empty(await _service.OwnAsync());
    }
}
