using System.Net;
using System.Text.Json;
using DNS4Me.Local;
using DNS4Me.Service;

namespace DNS4Me.Agent.Tests.Engine;

public sealed class RecordDeskTests : IAsyncDisposable
{
    private readonly EngineBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_listing_is_asked_for_as_it_was_wished()
    {
        await RegisteredAsync();
        RecordQuery? asked = null;
        _bench.Service.OnGetRecords = query =>
        {
            asked = query;
            return new() { Records = [new() { Domain = "alice.example", Name = "*", Type = RecordType.A, IsDefault = true }], Next = "2" };
        };
        var query = new RecordQuery { Domain = "alice.example", Name = "", At = RecordMoment.Offline, Max = 1 };
        var page = await _bench.Engine.GetRecordsAsync(query, default);
        Assert.Equal(("*", "2"), (Assert.Single(page.Records).Name, page.Next));
        Assert.Equal(query, asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RecordQuery.MostInPage + 1)]
    public async Task A_page_has_a_greatest_size(int max)
    {
        await RegisteredAsync();
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.GetRecordsAsync(new() { Max = max }, default));
        Assert.Equal("max", exception.Fault.Field);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(RecordBatch.MostChanges + 1)]
    public async Task A_batch_has_a_greatest_size_and_is_not_empty(int count)
    {
        await RegisteredAsync();
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.ChangeRecordsAsync(Additions(count), default));
        Assert.Equal("changes", exception.Fault.Field);
        Assert.Equal(0, _bench.Service.Count("changes"));
    }

    [Fact]
    public async Task A_batch_under_way_outlives_a_change_of_what_is_trusted()
    {
        await RegisteredAsync();
        var hold = _bench.Service.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var changing = _bench.Engine.ChangeRecordsAsync(Additions(1), default);
        await _bench.Engine.ChangeSettingsAsync(new() { Section = SettingSection.Server, Patch = JsonDocument.Parse("""{"verifyName":"other.example"}""").RootElement }, default);
        var listing = _bench.Engine.GetRecordsAsync(new(), default);
        Assert.Equal(0, _bench.Service.Count("closed"));
        hold.SetResult();
        Assert.Single((await changing).Results);
        await listing;

        _bench.Time.Advance(AgentProtocol.LongestRecordRequest);
        await EngineBench.UntilAsync(() => _bench.Service.Count("closed") == 1);
    }

    [Fact]
    public async Task A_batch_is_one_event_which_outlives_the_agent()
    {
        await RegisteredAsync();
        var answer = _bench.Service.OnChangeRecords;
        _bench.Service.OnChangeRecords = batch => new()
        {
            Results = [.. answer(batch).Results.Select((result, i) => i % 300 == 0 ? new() { Faults = [Faults.RecordExists(result.Record!)] } : result)],
        };
        await _bench.Engine.ChangeRecordsAsync(Additions(1000), default);
        Assert.Equal("996 records were added, 4 refused.", LastEvent().Message);
        Assert.Equal(EventKind.Record, LastEvent().Kind);
        Assert.Equal(LastEvent(), _bench.Left.Status.RecentStatus[^1]);
    }

    [Fact]
    public async Task A_single_change_is_told_by_the_record()
    {
        await RegisteredAsync();
        await _bench.Engine.ChangeRecordsAsync(Additions(1), default);
        Assert.Equal("A record was added: h0.alice.example A 192.0.2.1 / Default.", LastEvent().Message);
        _bench.Service.OnChangeRecords = _ => new() { Results = [new() { Faults = [Faults.NotFound("h0.alice.example")] }] };
        await _bench.Engine.ChangeRecordsAsync(new() { Changes = [new() { Action = RecordAction.Remove, Id = 7 }] }, default);
        Assert.Equal("A record was not removed: 'h0.alice.example' does not exist.", LastEvent().Message);
        Assert.Equal(FaultCode.NotFound, LastEvent().Fault);
    }

    [Fact]
    public async Task Changes_of_several_kinds_are_counted_apart()
    {
        await RegisteredAsync();
        var record = RecordRules.Create(Values(0), out _)!;
        _bench.Service.OnChangeRecords = _ => new() { Results = [new() { Record = record }, new() { Record = record }, new() { Record = record }, new()] };
        await _bench.Engine.ChangeRecordsAsync(
            new()
            {
                Changes =
                [
                    new() { Action = RecordAction.Set, Id = 1, Record = Values(0) },
                    new() { Action = RecordAction.Remove, Id = 2 },
                    new() { Action = RecordAction.Remove, Id = 3 },
                    new() { Action = RecordAction.Add, Record = Values(0) },
                ],
            },
            default);
        Assert.Equal("1 record was changed, 2 removed, 1 left undone.", LastEvent().Message);
    }

    [Fact]
    public async Task A_batch_without_an_answer_is_told_to_be_open_and_one_that_was_not_taken_is_not()
    {
        await RegisteredAsync();
        _bench.Service.Fault = Faults.ServiceUnreachable("s.example:1206", "the connection broke.");
        await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.ChangeRecordsAsync(Additions(2), default));
        Assert.Contains("2 records were sent, and whether they went in is not known", LastEvent().Message);
        _bench.Service.Fault = Faults.ServiceRefused("s.example:1206");
        await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.ChangeRecordsAsync(Additions(2), default));
        Assert.Contains("did not go in", LastEvent().Message);
        Assert.Equal((EventKind.Error, FaultCode.ServiceRefused), (LastEvent().Kind, LastEvent().Fault));
    }

    [Fact]
    public async Task A_batch_that_is_withdrawn_is_withdrawn_from_the_service_too_and_told()
    {
        await RegisteredAsync();
        _bench.Service.Hold = new();
        using var withdrawn = new CancellationTokenSource();
        var changing = _bench.Engine.ChangeRecordsAsync(Additions(3), withdrawn.Token);
        await EngineBench.UntilAsync(() => _bench.Service.Count("changes") == 1);
        await withdrawn.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => changing);
        Assert.Contains("3 records were withdrawn", LastEvent().Message);
    }

    [Fact]
    public async Task Without_a_registration_nothing_is_asked()
    {
        _bench.Start();
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.GetRecordsAsync(new(), default));
        Assert.Equal(FaultCode.NotRegistered, exception.Fault.Code);
        await Assert.ThrowsAsync<DNS4MeException>(() => _bench.Engine.ChangeRecordsAsync(Additions(1), default));
        Assert.Empty(_bench.Service.Log);
    }

    private static RecordValues Values(int i) => new() { Domain = "alice.example", Name = $"h{i}", Type = RecordType.A, Address = IPAddress.Parse("192.0.2.1") };

    private static RecordBatch Additions(int count)
        => new() { Changes = [.. Enumerable.Range(0, count).Select(i => new RecordChange { Action = RecordAction.Add, Record = Values(i) })] };

    private async Task RegisteredAsync()
    {
        _bench.Start();
        await _bench.RegisterAsync();
    }

    private StatusEvent LastEvent() => _bench.Engine.GetStatus().RecentStatus[^1];
}
