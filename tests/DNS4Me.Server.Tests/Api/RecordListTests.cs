using System.Net;
using DNS4Me.Service;
using static DNS4Me.Server.Tests.Support.TestRecords;

namespace DNS4Me.Server.Tests.Api;

public sealed class RecordListTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Default_records_are_listed_first_unless_a_users_took_their_place()
    {
        string[] untouched = ["A", "AAAA", "MX", "* A", "* AAAA", "* MX"];
        Assert.Equal(untouched.Concat(untouched), await ShownAsync());

        await _service.ChangeAsync(Add(Text("", "x")), Add(Host("")), Add(Mail("*")), Add(Host("b")), Add(Alias("a")), Add(Alias("*", domain: TestService.Brought)));

        Assert.Equal(["MX", "* A", "* AAAA", "A 1", "TXT 1", "* MX 1", "a CNAME 1", "b A 1", "A", "AAAA", "MX", "* CNAME 1"], await ShownAsync());
    }

    [Fact]
    public async Task What_is_asked_for_is_listed_and_nothing_else()
    {
        await _service.ChangeAsync(Add(Host("a")), Add(Mail("a")), Add(Host("a", domain: TestService.Brought)), Add(Host("*")), Add(Text("bücher", "x")));

        Assert.Equal(["a A 1", "a MX 1", "a A 1"], await ShownAsync("&name=a"));
        Assert.Equal(["a A 1", "a MX 1"], await ShownAsync($"&name=A.{TestService.Domain}."));
        Assert.Equal(["A", "AAAA", "MX"], await ShownAsync($"&name=&domain={TestService.Domain}"));
        Assert.Equal(["A", "AAAA", "MX"], await ShownAsync($"&name=@&domain={TestService.Brought}."));
        Assert.Equal(["* MX", "* A 1"], await ShownAsync($"&name=*&domain={TestService.Domain}"));
        Assert.Equal(["MX", "* MX", "a MX 1", "MX", "* MX"], await ShownAsync("&type=mx"));
        Assert.Equal(["xn--bcher-kva TXT 1"], await ShownAsync("&type=TXT&name=b%C3%BCcher"));
        Assert.Empty(await ShownAsync("&name=none"));
    }

    [Theory]
    [InlineData("domain=x", "domain")]
    [InlineData("domain=", "domain")]
    [InlineData("name=a%20b", "name")]
    [InlineData("name=a.elsewhere.example.", "name")]
    [InlineData("type=NS", "type")]
    [InlineData("type=1", "type")]
    [InlineData("type=", "type")]
    [InlineData("at=Never", "at")]
    [InlineData("at=1", "at")]
    [InlineData("after=", "after")]
    [InlineData("after=!!", "after")]
    [InlineData("after=YQ", "after")]
    [InlineData("max=0", "max")]
    [InlineData("max=1001", "max")]
    [InlineData("max=-1", "max")]
    [InlineData("max=x", "max")]
    [InlineData("Max=1", "Max")]
    [InlineData("bogus=1", "bogus")]
    [InlineData("max=1&max=2", "max")]
    public async Task A_query_that_means_nothing_is_refused_by_name(string query, string field)
    {
        using var response = await _service.Api.GetAsync("/v1/records?" + query, TestContext.Current.CancellationToken);

        var problem = await TestService.ProblemAsync(response);
        Assert.Equal((422, FaultCode.InvalidValue, field), (problem.Status, problem.Fault.Code, problem.Fault.Field));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task Pages_put_together_are_the_whole(int max)
    {
        await _service.ChangeAsync([.. Enumerable.Range(0, 20).Select(i => Add(Host($"n{i % 5}", $"203.0.113.{i}", i % 2 == 0 ? TestService.Domain : TestService.Brought))), Add(Host(""))]);

        Assert.Equal(await _service.ListAsync(), await _service.ListAsync(max: max));
        Assert.Equal(await _service.ListAsync("&name=n1"), await _service.ListAsync("&name=n1", max));
        Assert.Equal(await _service.ListAsync("&type=A"), await _service.ListAsync("&type=A", max));
    }

    [Fact]
    public async Task A_page_of_long_texts_has_fewer_records()
    {
        await _service.ChangeAsync([.. Enumerable.Range(0, 500).Select(i => Add(Text($"n{i:000}", new string('x', CharacterStrings.LongestText))))]);

        using var response = await _service.Api.GetAsync("/v1/records", TestContext.Current.CancellationToken);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, RecordSize.MostTogether / 2, RecordSize.MostTogether);
        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"n{i:000}"), (await _service.ListAsync("&type=TXT")).Select(record => record.Name));
    }

    [Fact]
    public async Task What_comes_and_goes_between_pages_shifts_nothing()
    {
        await _service.ChangeAsync([.. Enumerable.Range(0, 50).Select(i => Add(Host($"n{i:00}")))]);
        var listed = new List<DomainRecord>();
        for (var (page, i) = (await _service.PageAsync("?max=10"), 0); ; i++)
        {
            listed.AddRange(page.Records);
            if (page.Next is null)
            {
                break;
            }

            // What was listed last goes, and something comes before it and after it.
            var last = page.Records[^1];
            await _service.ChangeAsync([.. last.Id is { } id ? [Remove(id)] : Array.Empty<RecordChange>(), Add(Host($"a{i}")), Add(Mail("")), Add(Host($"z{i}"))]);
            page = await _service.PageAsync("?max=10&after=" + page.Next);
        }

        Assert.Equal(listed.Count, listed.Select(record => record with { CurrentData = null }).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"n{i:00}"), listed.Where(record => record.Name.StartsWith('n')).Select(record => record.Name));
    }

    [Fact]
    public async Task Current_data_follow_the_presence_or_the_one_asked_for()
    {
        await _service.ChangeAsync(
            Add(Host("a") with { OfflineTarget = HostTarget.ToAddress(IPAddress.Parse("203.0.113.9")) }),
            Add(new() { Domain = TestService.Domain, Name = "p", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(8080), OfflineTarget = HostTarget.ToUrl("https://x.example/") }),
            Add(Text("t", "say \"x\"")));

        // Never online: what the domains would be online at is the address that the request came from.
        string[] offline = ["offline page", "offline page", "10 alice.dns4me.test", "203.0.113.9", "https://x.example/", "\"say \\\"x\\\"\""];
        string[] online = ["127.0.0.1", "", "10 alice.dns4me.test", "203.0.113.1", "http://127.0.0.1:8080/", "\"say \\\"x\\\"\""];
        Assert.Equal(offline, await DataAsync(""));
        Assert.Equal(offline, await DataAsync("&at=Offline"));
        Assert.Equal(online, await DataAsync("&at=Online"));

        await _service.OnlineAsync(settings: TestService.Settings(offline: new() { Behavior = OfflineBehavior.Address, Address = IPAddress.Parse("198.51.100.5") }));
        Assert.Equal(online, await DataAsync("&at=now"));
        Assert.Equal("198.51.100.5", (await DataAsync("&at=offline"))[0]);
    }

    [Fact]
    public async Task An_address_that_was_set_by_hand_is_what_online_would_give()
    {
        await _service.SendAsync<AccountSettings>(HttpMethod.Put, ServiceRoutes.Settings, TestService.Settings(new() { Automatic = false, Address = IPAddress.Parse("198.51.100.6") }));

        Assert.Equal("198.51.100.6", (await DataAsync("&at=Online"))[0]);
    }

    private async Task<string[]> ShownAsync(string query = "")
        => [.. (await _service.ListAsync(query)).Select(record => $"{record.Name} {record.Type} {(record.IsDefault ? "" : "1")}".Trim())];

    private async Task<string[]> DataAsync(string query)
        => [.. (await _service.ListAsync($"&domain={TestService.Domain}{query}")).Where(record => record.Name != "*").Select(record => record.CurrentData!)];
}
