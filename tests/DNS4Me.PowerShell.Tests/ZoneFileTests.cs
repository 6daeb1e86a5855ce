using System.Management.Automation;
using System.Net;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Tests;

/// <summary>Zone files in and out. The agent here keeps records by the rules, a few to a page.</summary>
public sealed class ZoneFileTests : AgentFixture
{
    private const int PageSize = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-zone-").FullName;
    private List<DomainRecord> _records = [];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string ZonePath => Path.Combine(_folder, "alice.zone");

    [Fact]
    public void An_exported_file_is_imported_as_the_same_records()
    {
        Serve();
        var text = """
            $TTL 300
            @ MX 5 mail.example.net.
            www A 192.0.2.1 ; dns4me: offline=OfflinePage
            www TXT "a" "b"
            ; dns4me: shop IN A online=port:8080
            _sip._tcp 60 SRV 0 0 5060 @
            """;
        File.WriteAllText(ZonePath, text);
        Assert.Equal(5, Run($"Import-DNS4MeZoneFile '{ZonePath}' alice.example -PassThru").All<DomainRecord>().Count);
        var before = _records;
        Assert.Empty(Run($"Export-DNS4MeZoneFile alice.example '{ZonePath}' -Force").Errors);
        _records = [];
        Assert.Empty(Run($"[IO.File]::ReadAllLines('{ZonePath}') | Import-DNS4MeZoneFile -Domain Alice.Example.").Errors);
        Assert.Equal(before.Select(record => record.ToString()).Order(), _records.Select(record => record.ToString()).Order());
        Assert.True(Agent.All(AgentProtocol.GetRecords).Count > 2);
    }

    [Fact]
    public void A_file_with_mistakes_changes_nothing_and_all_of_them_are_told()
    {
        Serve();
        File.WriteAllText(ZonePath, "www 60 A 192.0.2.1\nwww 60 A 1\n$INCLUDE x\n");
        var errors = Run($"Import-DNS4MeZoneFile '{ZonePath}' -Domain alice.example").Errors;
        Assert.Equal(["Line 2, column 10:", "Line 3, column 1:"], errors.Select(error => error.Exception.Message[..(error.Exception.Message.IndexOf(": ", StringComparison.Ordinal) + 1)]));
        Assert.All(errors, error => Assert.Equal((ErrorCategory.ParserError, (object)ZonePath), (error.CategoryInfo.Category, error.TargetObject)));
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_is_there_already_is_left_alone()
    {
        Serve(Host("www", 1), Host("www", 2));
        Assert.Empty(Run("'www 60 A 192.0.2.1', ' 60 A 192.0.2.2' | Import-DNS4MeZoneFile -Domain alice.example").Errors);
        Assert.Empty(Agent.All(AgentProtocol.ChangeRecords));
        Assert.Contains("2 were there already", Verbose("'www 60 A 192.0.2.1', ' 60 A 192.0.2.2' | Import-DNS4MeZoneFile -Domain alice.example"));
    }

    [Fact]
    public void All_changes_of_a_batch_are_made_or_none()
    {
        Serve();
        Run("'www 60 A 192.0.2.1' | Import-DNS4MeZoneFile -Domain alice.example");
        Assert.True(Agent.Single(AgentProtocol.ChangeRecords).Argument(AgentJson.Default.RecordBatch).AllOrNothing);
    }

    [Fact]
    public void Replacing_removes_what_the_file_does_not_have()
    {
        Serve(Host("old", 1), Host("www", 1));
        Assert.Empty(Run("'www 60 A 192.0.2.1' | Import-DNS4MeZoneFile -Domain alice.example").Errors);
        Assert.Equal(2, _records.Count);
        Assert.Empty(Run("'www 60 A 192.0.2.1' | Import-DNS4MeZoneFile -Domain alice.example -Replace -WhatIf").Errors);
        Assert.Equal(2, _records.Count);
        Assert.Equal("old", Run("'www 60 A 192.0.2.1' | Import-DNS4MeZoneFile -Domain alice.example -Replace -PassThru").Single<DomainRecord>().Name);
        Assert.Equal("www", Assert.Single(_records).Name);
    }

    [Fact]
    public void A_pipeline_that_brings_nothing_removes_nothing()
    {
        Serve(Host("www", 1));
        Assert.Empty(Run("@() | Import-DNS4MeZoneFile -Domain alice.example -Replace").Errors);
        Run("'' | Import-DNS4MeZoneFile -Domain alice.example -Replace").Error(FaultCode.ZoneFileInvalid);
        Assert.Single(_records);
    }

    [Fact]
    public void A_record_that_cannot_stand_there_is_told_with_its_line_before_anything_is_changed()
    {
        Serve(Host("www", 1));
        var error = Run("'x 60 A 192.0.2.1', 'www 60 CNAME x' | Import-DNS4MeZoneFile -Domain alice.example").Error(FaultCode.AliasConflict);
        Assert.StartsWith("Line 2", error.ErrorDetails.Message);
        Assert.Single(_records);
    }

    [Fact]
    public void What_the_service_refuses_is_told_with_its_line()
    {
        Serve();
        Agent.On(AgentProtocol.ChangeRecords, _ => new() { Results = [new(), new() { Faults = [Faults.TooManyRecords("'alice' has enough", Host("b", 1))] }] }, AgentJson.Default.RecordBatchResult);
        var outcome = Run("'a 60 A 192.0.2.1', '', 'b 60 A 192.0.2.1' | Import-DNS4MeZoneFile -Domain alice.example");
        Assert.StartsWith("Line 3: ", outcome.Error(FaultCode.TooManyRecords).ErrorDetails.Message);
        Assert.Contains("0 of 2 changes", Assert.Single(outcome.Warnings));
    }

    [Fact]
    public void What_is_passed_over_by_exception_is_warned_of()
        => Assert.Contains("DNSKEY", Assert.Single(RunServed("'$TTL 60', '@ SOA a. b. 1 2 3 4 5', '@ DNSKEY 257 3 13 abc=' | Import-DNS4MeZoneFile -Domain alice.example").Warnings));

    [Fact]
    public void Files_that_are_not_there_or_not_UTF_8_are_told()
    {
        Run($"Import-DNS4MeZoneFile '{ZonePath}' -Domain alice.example").Error(FaultCode.FileUnreadable);
        File.WriteAllBytes(ZonePath, [.. "www 60 TXT \""u8, 0xFC, .. "\""u8]);
        Assert.Contains("column 13", Run($"Import-DNS4MeZoneFile '{ZonePath}' -Domain alice.example").Error(FaultCode.ZoneFileInvalid).ErrorDetails.Message);
    }

    [Fact]
    public void The_lines_go_to_the_pipeline_without_a_path()
    {
        var lines = RunServed("Export-DNS4MeZoneFile alice.example", Host("www", 1)).All<string>();
        Assert.Equal("$ORIGIN alice.example.", lines[1]);
        Assert.EndsWith("192.0.2.1", lines[^1]);
    }

    [Fact]
    public void A_whole_zone_has_an_authority_and_what_the_service_computes_at_the_moment_asked_for()
    {
        Serve(Host("www", 1));
        var lines = Run("Export-DNS4MeZoneFile alice.example -NameServer ns1.example.net -Hostmaster a@example.net -IncludeDefault -At Offline").All<string>();
        Assert.Contains(lines, line => line.Contains("SOA   ns1.example.net. a.example.net."));
        Assert.Equal(RecordMoment.Offline, Agent.All(AgentProtocol.GetRecords)[0].Argument(AgentJson.Default.RecordQuery).At);
        Assert.Equal(2, Run("Export-DNS4MeZoneFile alice.example -NameServer ns1 -Hostmaster nobody").Errors.Count);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_on_request_alone()
    {
        Serve(Host("www", 1));
        File.WriteAllText(ZonePath, "mine");
        Run($"Export-DNS4MeZoneFile alice.example '{ZonePath}'").Error(FaultCode.FileExists);
        Assert.Empty(Agent.Methods);
        Assert.Empty(Run($"Export-DNS4MeZoneFile alice.example '{ZonePath}' -Force -WhatIf").Errors);
        Assert.Equal("mine", File.ReadAllText(ZonePath));
        Assert.Equal(4, Run($"Export-DNS4MeZoneFile alice.example '{ZonePath}' -Force -PassThru").All<string>().Count);
        Assert.EndsWith("192.0.2.1\n", File.ReadAllText(ZonePath));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_listing_that_fails_leaves_no_file()
    {
        Agent.Fail(AgentProtocol.GetRecords, Faults.NotFound("alice.example"));
        Run($"Export-DNS4MeZoneFile alice.example '{ZonePath}'").Error(FaultCode.NotFound);
        Assert.Empty(Directory.GetFiles(_folder));
        Run($"Export-DNS4MeZoneFile alice.example '{Path.Combine(_folder, "no", "file")}'").Error(FaultCode.FileUnwritable);
    }

    private static DomainRecord Host(string name, int i) => new()
    {
        Domain = "alice.example",
        Name = name,
        Type = RecordType.A,
        OnlineTarget = HostTarget.ToAddress(new IPAddress([192, 0, 2, (byte)i])),
        OfflineTarget = HostTarget.Default,
    };

    private Outcome RunServed(string script, params DomainRecord[] records)
    {
        Serve(records);
        return Run(script);
    }

    private string Verbose(string script)
    {
        using var shell = Session.Shell();
        shell.AddScript("$VerbosePreference = 'Continue'\n" + script);
        shell.Invoke();
        return string.Join('\n', shell.Streams.Verbose.Select(verbose => verbose.Message));
    }

    private void Serve(params DomainRecord[] records)
    {
        _records = [.. records.Select((record, i) => record with { Id = i + 1 })];
        Agent.On(AgentProtocol.GetRecords, call => List(call.Argument(AgentJson.Default.RecordQuery)), AgentJson.Default.RecordPage);
        Agent.On(AgentProtocol.ChangeRecords, call => new() { Results = [.. call.Argument(AgentJson.Default.RecordBatch).Changes.Select(Change)] }, AgentJson.Default.RecordBatchResult);
    }

    private RecordPage List(RecordQuery query)
    {
        Assert.Equal("alice.example", query.Domain);
        var from = int.Parse(query.After ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var all = _records.OrderBy(record => record.Name, StringComparer.Ordinal).ToList();
        return new() { Records = [.. all.Skip(from).Take(PageSize)], Next = from + PageSize < all.Count ? $"{from + PageSize}" : null };
    }

    private RecordChangeResult Change(RecordChange change)
    {
        var old = _records.Find(record => record.Id == change.Id);
        var record = change.Action switch
        {
            RecordAction.Add => RecordRules.Create(change.Record!, out _)! with { Id = _records.Count + 100 },
            RecordAction.Set => RecordRules.Change(old!, change.Record!, out _)!,
            _ => old!,
        };
        _records = [.. _records.Where(other => other.Id != change.Id), .. change.Action == RecordAction.Remove ? [] : (DomainRecord[])[record]];
        return new() { Record = record };
    }
}
