using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Tests;

public class GetRecordTests : RecordFixture
{
    [Theory]
    [InlineData("", null, null, null, RecordMoment.Now)]
    [InlineData("alice.example", "alice.example", null, null, RecordMoment.Now)]
    [InlineData("Alice.Example. ''", "alice.example", "", null, RecordMoment.Now)]
    [InlineData("alice.example '@'", "alice.example", "", null, RecordMoment.Now)]
    [InlineData("alice.example *", "alice.example", "*", null, RecordMoment.Now)]
    [InlineData("alice.example WWW.alice.example. mx -At Offline", "alice.example", "www", RecordType.MX, RecordMoment.Offline)]
    [InlineData("-Name www -At Online", null, "www", null, RecordMoment.Online)]
    public void The_question_goes_to_the_agent_in_the_stored_form(string given, string? domain, string? name, RecordType? type, RecordMoment at)
    {
        Assert.Empty(Run("Get-DNS4MeRecord " + given).Errors);
        Assert.Equal(new RecordQuery { Domain = domain, Name = name, Type = type, At = at }, Assert.Single(Service.Queries));
    }

    [Fact]
    public void Default_records_are_listed_and_say_so()
    {
        Service.AddDefaults("alice.example");
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        Assert.Equal([true, true, false], Run("Get-DNS4MeRecord").All<DomainRecord>().Select(record => record.IsDefault));
    }

    [Theory]
    [InlineData("Get-DNS4MeRecord alice.example, bob.example")]
    [InlineData("'alice.example', 'bob.example' | Get-DNS4MeRecord")]
    [InlineData("Get-DNS4MeDomain | Get-DNS4MeRecord")]
    [InlineData("[pscustomobject]@{ Domain = 'alice.example'; Name = 'x' }, [pscustomobject]@{ Domain = 'bob.example' } | Get-DNS4MeRecord")]
    [InlineData("Get-DNS4MeRecord | Get-DNS4MeRecord")]
    [InlineData("Get-DNS4MeRecord ALICE*, b?b.example")]
    [InlineData("Get-DNS4MeRecord *.example")]
    public void Several_domains_are_listed_one_after_another(string command)
    {
        Agent.On(AgentProtocol.GetDomains, _ => [new() { Name = "alice.example" }, new() { Name = "bob.example" }], AgentJson.Default.IReadOnlyListDomainInfo);
        Service.Add(new() { Domain = "bob.example", Name = "www", Type = RecordType.A });
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        Assert.Equal(["alice.example", "bob.example"], Run(command).All<DomainRecord>().Select(record => record.Domain));
    }

    [Fact]
    public void A_pattern_that_no_domain_matches_gives_nothing_and_no_error()
    {
        Agent.On(AgentProtocol.GetDomains, _ => [new() { Name = "alice.example" }], AgentJson.Default.IReadOnlyListDomainInfo);
        var outcome = Run("Get-DNS4MeRecord carol*");
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Output);
        Assert.Empty(Service.Queries);
    }

    [Fact]
    public void Several_types_are_listed_from_all_pages()
    {
        Service.PageSize = 2;
        Service.Add(new() { Domain = "alice.example", Name = "a", Type = RecordType.A });
        Service.Add(new() { Domain = "alice.example", Name = "b", Type = RecordType.TXT, Text = "t" });
        Service.Add(new() { Domain = "alice.example", Name = "c", Type = RecordType.TXT, Text = "t" });
        Service.Add(new() { Domain = "alice.example", Name = "d", Type = RecordType.AAAA });
        Assert.Equal(["a", "d"], Run("Get-DNS4MeRecord alice.example -Type a, aaaa").All<DomainRecord>().Select(record => record.Name));
        Assert.Equal(4, Run("Get-DNS4MeRecord alice.example -Type $null").Output.Count);
        Assert.Equal(4, Run("Get-DNS4MeRecord alice.example -Type ''").Output.Count);
    }

    [Fact]
    public void Pages_follow_one_another_until_the_last()
    {
        Service.PageSize = 2;
        for (var i = 0; i < 5; i++)
        {
            Service.Add(new() { Domain = "alice.example", Name = $"h{i}", Type = RecordType.A });
        }

        Assert.Equal(["h0", "h1", "h2", "h3", "h4"], Run("Get-DNS4MeRecord").All<DomainRecord>().Select(record => record.Name));
        Assert.Equal([null, "2", "4"], Service.Queries.Select(query => query.After));
    }

    [Fact]
    public void A_page_is_written_while_the_next_is_on_its_way_and_no_more_are_asked_for_than_are_wanted()
    {
        Service.PageSize = 1;
        for (var i = 0; i < 20; i++)
        {
            Service.Add(new() { Domain = "alice.example", Name = $"h{i}", Type = RecordType.A });
        }

        var held = new TaskCompletionSource();
        Service.OnGet = call => Service.Queries.Count < 2 ? Task.CompletedTask : held.Task.WaitAsync(call.Closed);
        var seen = Run("$first = $null; foreach ($record in 1) { Get-DNS4MeRecord | ForEach-Object { $_.Name; if ($_.Name -eq 'h1') { break } } }");
        Assert.Equal(["h0", "h1"], seen.Output.Select(item => item.BaseObject));
        Assert.InRange(Service.Queries.Count, 2, 3);
    }

    [Fact]
    public void What_is_no_domain_or_name_is_an_error_and_the_next_domain_is_listed()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        var outcome = Run("'a b', 'alice.example' | Get-DNS4MeRecord");
        Assert.Equal(ErrorCategory.InvalidArgument, outcome.Error(FaultCode.InvalidValue).CategoryInfo.Category);
        Assert.Single(outcome.Output);
        Run("Get-DNS4MeRecord alice.example 'a b'").Error(FaultCode.InvalidValue);
    }

    [Fact]
    public void A_domain_of_somebody_else_is_an_error_and_a_service_that_is_gone_ends_the_command()
    {
        Agent.Fail(AgentProtocol.GetRecords, Faults.NotFound("bob.example"));
        Assert.Equal(2, Run("Get-DNS4MeRecord bob.example, carol.example").Errors.Count);
        Agent.Fail(AgentProtocol.GetRecords, Faults.ServiceRefused("s.example:1206"));
        Run("Get-DNS4MeRecord bob.example, carol.example").Error(FaultCode.ServiceRefused);
    }

    [Fact]
    public async Task Stopping_the_pipeline_closes_the_connection()
    {
        var asked = new TaskCompletionSource();
        Service.OnGet = async call =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, call.Closed);
        };
        using var shell = Session.Shell();
        shell.AddCommand("Get-DNS4MeRecord");
        var running = shell.InvokeAsync();
        await asked.Task.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await shell.StopAsync(null, null).WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<PipelineStoppedException>(() => running);
        await Agent.ClientLeft.WaitAsync(FakeAgent.Patience, TestContext.Current.CancellationToken);
    }
}
