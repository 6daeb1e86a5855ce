using System.Net;
using DNS4Me.Dns;
using DNS4Me.Service;
using static DNS4Me.Server.Tests.Support.TestRecords;

namespace DNS4Me.Server.Tests.Api;

public sealed class RecordChangeTests : IAsyncLifetime
{
    private TestService _service = null!;

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task A_record_that_was_added_is_listed_served_and_there_after_a_restart()
    {
        var record = await _service.DoAsync(Add(Host("WWW") with { TimeToLive = 5, OfflineTarget = HostTarget.OfflinePage }));
        await _service.OnlineAsync();

        Assert.Equal((TestService.Domain, "www", 5, HostTarget.OfflinePage), (record.Domain, record.Name, record.TimeToLive, record.OfflineTarget));
        Assert.Equal(["203.0.113.1"], await _service.AskAsync("www." + TestService.Domain));
        await _service.RestartAsync();
        Assert.Equal(["203.0.113.1"], await _service.AskAsync("www." + TestService.Domain));
        Assert.Equal(record, Assert.Single(await _service.ListAsync(), record => !record.IsDefault) with { CurrentData = null });
    }

    [Fact]
    public async Task Every_type_comes_back_as_it_was_given()
    {
        RecordValues[] values =
        [
            Host("a"), Host("a", "2001:db8::1"), Mail("a", priority: 5), Alias("b"), Text("a", "\"x\" \"y\\200\""),
            new() { Domain = TestService.Domain, Name = "_sip._tcp", Type = RecordType.SRV, Priority = 1, Weight = 2, Port = 5060, Target = "sip.example.com" },
            new() { Domain = TestService.Domain, Name = "a", Type = RecordType.CAA, Flags = 128, Tag = "issue", Value = "ca.example; x=\"1\"" },
            new() { Domain = TestService.Domain, Name = "c", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(8080), OfflineTarget = HostTarget.ToUrl("https://x.example/?a=b") },
        ];
        var results = await _service.ChangeAsync([.. values.Select(Add)]);
        var added = results.Select(result => result.Record!).ToArray();
        await _service.RestartAsync();

        Assert.Equal(values.Select(value => RecordRules.Create(value, out _)), added.Select(record => record with { Id = null }));
        Assert.Equal(added.ToHashSet(), (await _service.ListAsync()).Where(record => !record.IsDefault).Select(record => record with { CurrentData = null }).ToHashSet());
    }

    [Fact]
    public async Task A_refused_change_does_not_hinder_the_others_and_says_its_place_and_every_fault()
    {
        var results = await _service.ChangeAsync(
            Add(Host("a")),
            Add(Host("b") with { TimeToLive = -1, Priority = 7 }),
            Add(Host("a")),
            Add(Host("c")));

        Assert.Equal([true, false, false, true], results.Select(result => result.Record is not null));
        Assert.Equal([("priority", 2), ("timeToLive", 2)], results[1].Faults!.Select(fault => (fault.Field, fault.Ordinal)));
        Assert.Equal((FaultCode.RecordExists, 3), (Assert.Single(results[2].Faults!).Code, results[2].Faults![0].Ordinal));
        Assert.Equal(["a", "c"], (await _service.ListAsync()).Where(record => !record.IsDefault).Select(record => record.Name));
    }

    [Fact]
    public async Task All_or_nothing_leaves_what_was_allowed_undone()
    {
        var results = await _service.ChangeAsync(true, Add(Host("a")), Add(Alias("")), Add(Host("b")));

        Assert.Equal((null, null), (results[0].Record, results[0].Faults));
        Assert.Equal(FaultCode.AliasConflict, Assert.Single(results[1].Faults!).Code);
        Assert.Equal((null, null), (results[2].Record, results[2].Faults));
        Assert.Empty(await _service.OwnAsync());
        Assert.All(await _service.ChangeAsync(true, Add(Host("a")), Add(Host("b"))), result => Assert.NotNull(result.Record));
        Assert.Equal(2, (await _service.OwnAsync()).Length);
    }

    [Fact]
    public async Task Later_changes_see_what_earlier_ones_of_the_batch_came_to()
    {
        var id = (await _service.DoAsync(Add(Host("old")))).Id!.Value;

        var results = await _service.ChangeAsync(
            Add(Alias("a")),
            Add(Host("a")),
            Remove(Alias("a")),
            Add(Host("a")),
            Set(Host("a") with { Address = IPAddress.Parse("203.0.113.2"), Type = RecordType.A }),
            Set(id, new() { Name = "new" }),
            Add(Host("old")),
            Remove(Host("new")),
            Remove(id));

        Assert.Equal([true, false, true, true, true, true, true, true, false], results.Select(result => result.Record is not null));
        Assert.Equal(FaultCode.AliasConflict, results[1].Faults![0].Code);
        Assert.Equal((FaultCode.NotFound, "id"), (results[8].Faults![0].Code, results[8].Faults![0].Field));
        Assert.Equal(["a", "old"], (await _service.ListAsync()).Where(record => !record.IsDefault).Select(record => record.Name));
        await _service.OnlineAsync();
        Assert.Equal(["203.0.113.2"], await _service.AskAsync("a." + TestService.Domain));
        Assert.Equal(["127.0.0.1"], await _service.AskAsync("new." + TestService.Domain));
    }

    [Fact]
    public async Task A_removed_records_number_is_never_anothers()
    {
        var first = await _service.DoAsync(Add(Host("a")));
        await _service.DoAsync(Remove(first.Id!.Value));
        await _service.RestartAsync();

        Assert.True((await _service.DoAsync(Add(Host("a")))).Id > first.Id);
        Assert.Equal(FaultCode.NotFound, (await _service.RefusedAsync(Remove(first.Id!.Value))).Code);
    }

    [Fact]
    public async Task An_alias_stands_alone_and_never_at_the_root()
    {
        await _service.DoAsync(Add(Alias("a")));
        var host = await _service.DoAsync(Add(Host("b")));

        Assert.Equal((FaultCode.AliasConflict, "name"), await CodeAsync(Add(Alias(""))));
        Assert.Equal(FaultCode.AliasConflict, (await _service.RefusedAsync(Add(Text("a", "x")))).Code);
        Assert.Equal(FaultCode.AliasConflict, (await _service.RefusedAsync(Add(Alias("a", "other.example.com")))).Code);
        Assert.Equal(FaultCode.AliasConflict, (await _service.RefusedAsync(Add(Alias("b")))).Code);
        Assert.Equal(FaultCode.AliasConflict, (await _service.RefusedAsync(Set(host.Id!.Value, new() { Name = "a" }))).Code);
        Assert.Equal(2, (await _service.OwnAsync()).Length);
        Assert.Equal(["elsewhere.example.com."], await _service.AskAsync("a." + TestService.Domain, DnsType.CNAME));
    }

    [Fact]
    public async Task Setting_changes_what_was_given_and_may_change_nothing()
    {
        var mail = await _service.DoAsync(Add(Mail("a", priority: 5)));
        var other = await _service.DoAsync(Add(Mail("a", "second.example.com")));

        Assert.Equal(mail with { TimeToLive = 0 }, await _service.DoAsync(Set(mail.Id!.Value, new() { TimeToLive = 0 })));
        Assert.Equal(mail with { TimeToLive = 0 }, await _service.DoAsync(Set(mail.Id!.Value, new())));
        Assert.Equal(FaultCode.RecordExists, (await _service.RefusedAsync(Set(other.Id!.Value, new() { MailServer = "MAIL.example.com.", Priority = 5 }))).Code);
        Assert.Equal((FaultCode.InvalidValue, "type"), await CodeAsync(Set(mail.Id!.Value, new() { Type = RecordType.A })));
        Assert.Equal((FaultCode.InvalidValue, "domain"), await CodeAsync(Set(mail.Id!.Value, new() { Domain = TestService.Brought })));
        Assert.Equal(["5 mail.example.com.", "10 second.example.com."], (await _service.AskAsync("a." + TestService.Domain, DnsType.MX)).OrderBy(text => text.Length));
    }

    [Fact]
    public async Task What_is_not_named_by_its_number_must_be_the_only_one_that_fits()
    {
        await _service.ChangeAsync(Add(Mail("a", "one.example.com")), Add(Mail("a", "two.example.com")), Add(Text("", "x")), Add(Host("bücher")));

        Assert.Equal(FaultCode.RecordAmbiguous, (await _service.RefusedAsync(Set(Mail("a") with { MailServer = null, TimeToLive = 1 }))).Code);
        Assert.Equal(FaultCode.RecordAmbiguous, (await _service.RefusedAsync(Remove(Mail("a") with { MailServer = null }))).Code);
        Assert.Equal("two.example.com", (await _service.DoAsync(Remove(Mail("a.alice.dns4me.test.", "Two.Example.COM.")))).MailServer);
        Assert.Equal(1, (await _service.DoAsync(Set(Mail("a") with { MailServer = null, TimeToLive = 1 }))).TimeToLive);
        Assert.Equal("x", (await _service.DoAsync(Remove(new RecordValues { Domain = TestService.Domain, Text = "x" }))).Text);
        Assert.Equal("xn--bcher-kva", (await _service.DoAsync(Remove(Host("Bücher")))).Name);
        Assert.Equal(FaultCode.NotFound, (await _service.RefusedAsync(Remove(Host("none")))).Code);
        Assert.Equal((FaultCode.InvalidValue, "domain"), await CodeAsync(Remove(new RecordValues { Name = "a" })));
        Assert.Equal((FaultCode.InvalidValue, "record"), await CodeAsync(new() { Action = RecordAction.Remove }));
        Assert.Equal((FaultCode.InvalidValue, "record"), await CodeAsync(new() { Action = RecordAction.Add }));
        Assert.Equal((FaultCode.InvalidValue, "record"), await CodeAsync(new() { Action = RecordAction.Set, Id = 1 }));
        Assert.Equal((FaultCode.InvalidValue, "id"), await CodeAsync(Add(Host("c")) with { Id = 1 }));
    }

    [Fact]
    public async Task A_number_and_data_that_are_not_one_records_remove_nothing()
    {
        var record = await _service.DoAsync(Add(Host("a")));

        Assert.Equal(FaultCode.NotFound, (await _service.RefusedAsync(Remove(record.Id!.Value, Host("a", "203.0.113.9")))).Code);
        Assert.Equal(record, await _service.DoAsync(Remove(record.Id!.Value, Host("A"))));
    }

    [Fact]
    public async Task Default_records_cannot_be_changed_or_removed_but_replaced()
    {
        foreach (var name in new[] { "", "*" })
        {
            Assert.Equal(FaultCode.DefaultRecord, (await _service.RefusedAsync(Remove(new RecordValues { Domain = TestService.Domain, Name = name, Type = RecordType.A }))).Code);
            Assert.Equal(FaultCode.DefaultRecord, (await _service.RefusedAsync(Set(new RecordValues { Domain = TestService.Domain, Name = name, Type = RecordType.AAAA, TimeToLive = 5 }))).Code);
            Assert.Equal(FaultCode.DefaultRecord, (await _service.RefusedAsync(Remove(Mail(name, TestService.Domain, 10)))).Code);
            Assert.Equal(FaultCode.NotFound, (await _service.RefusedAsync(Remove(Text(name, "x")))).Code);
            await _service.DoAsync(Add(Host(name)));

            // A and AAAA give way together.
            Assert.Equal(FaultCode.NotFound, (await _service.RefusedAsync(Remove(new RecordValues { Domain = TestService.Domain, Name = name, Type = RecordType.AAAA }))).Code);
        }

        Assert.Equal(FaultCode.NotFound, (await _service.RefusedAsync(Remove(new RecordValues { Domain = TestService.Domain, Name = "www", Type = RecordType.A }))).Code);
    }

    [Fact]
    public async Task Anothers_domains_and_records_look_as_if_there_were_none()
    {
        string id;
        using (var store = _service.Administer())
        {
            id = store.AddAccount("bob@example.com", "", AccountKind.Registered, ["bob.dns4me.test"], _service.Configuration.OwnNames);
            store.AddRecords("bob.dns4me.test", [TestZones.Mail("", 1, "bob.example")]);
        }

        await _service.RestartAsync();
        var numbers = new[] { 1, 999 };
        var faults = await Task.WhenAll(numbers.Select(number => _service.RefusedAsync(Remove(number))));
        Assert.Equal(faults[0] with { Target = null, Message = faults[0].Message.Replace("1", "999", StringComparison.Ordinal) }, faults[1] with { Target = null });
        foreach (var domain in new[] { "bob.dns4me.test", "nobody.dns4me.test" })
        {
            Assert.Equal(Faults.NotFound(domain) with { Ordinal = 1, Field = "domain" }, await _service.RefusedAsync(Add(Host("a", domain: domain))));
            Assert.Equal(Faults.NotFound(domain) with { Ordinal = 1, Field = "domain" }, await _service.RefusedAsync(Remove(Host("a", domain: domain))));
            using var listing = await _service.Api.GetAsync("/v1/records?domain=" + domain, TestContext.Current.CancellationToken);
            Assert.Equal((HttpStatusCode.NotFound, $"'{domain}' does not exist."), (listing.StatusCode, (await TestService.ProblemAsync(listing)).Detail));
        }

        using var bob = _service.Client(id);
        Assert.Contains("bob.example", await bob.GetStringAsync("/v1/records", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_takes_so_many_records_and_no_more()
    {
        var results = await _service.ChangeAsync([.. Enumerable.Range(0, RecordSetRules.MostAtName + 1).Select(i => Add(Text("a", $"{i}")))]);

        Assert.Equal(RecordSetRules.MostAtName, results.Count(result => result.Record is not null));
        Assert.Equal((FaultCode.TooManyRecords, RecordSetRules.MostAtName + 1), (results[^1].Faults![0].Code, results[^1].Faults![0].Ordinal));
    }

    [Fact]
    public async Task Batches_that_come_at_once_neither_lose_nor_double_anything()
    {
        var batches = Enumerable.Range(0, 8).Select(batch => _service.ChangeAsync([.. Enumerable.Range(0, 100).Select(i => Add(Host($"n{i}")))]));
        var presences = Enumerable.Range(0, 8).Select(i => _service.OnlineAsync($"i{i}"));
        await Task.WhenAll(presences);
        var results = (await Task.WhenAll(batches)).SelectMany(results => results).ToArray();

        Assert.Equal(100, results.Count(result => result.Record is not null));
        Assert.All(results.Where(result => result.Record is null), result => Assert.Equal(FaultCode.RecordExists, result.Faults![0].Code));
        Assert.Equal(100, (await _service.OwnAsync()).Distinct().Count());
        Assert.Equal(["203.0.113.1"], await _service.AskAsync("n99." + TestService.Domain));
        Assert.Equal(8, (await _service.PresenceAsync()).Epoch);
    }

    [Fact]
    public async Task Records_can_be_changed_after_the_registration_has_expired()
    {
        await _service.RestartAsync(TimeSpan.FromDays(366));

        await _service.DoAsync(Add(Host("a")));
        Assert.Single(await _service.OwnAsync());
    }

    private async Task<(FaultCode Code, string? Field)> CodeAsync(RecordChange change)
    {
        var fault = await _service.RefusedAsync(change);
        return (fault.Code, fault.Field);
    }
}
