using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class AddRecordTests : RecordFixture
{
    private const string Add = "Add-DNS4MeRecord alice.example ";

    [Theory]
    [InlineData("www A 192.0.2.7", "www.alice.example A 192.0.2.7 / Default")]
    [InlineData("www.alice.example. A 192.0.2.7", "www.alice.example A 192.0.2.7 / Default")]
    [InlineData("-InputObject ([pscustomobject] @{ Domain = 'x.example'; Name = 'www'; Type = 'A'; Address = '192.0.2.7'; TTL = 5 })", "www.alice.example A 192.0.2.7 / Default")]
    [InlineData("'' A 192.0.2.7", "alice.example A 192.0.2.7 / Default")]
    [InlineData("-Type A", "alice.example A Default / Default")]
    [InlineData("* A -OnlineTarget port:8080 -OfflineTarget OfflinePage", "*.alice.example A port:8080 / OfflinePage")]
    [InlineData("www -Address 2001:db8::7", "www.alice.example AAAA 2001:db8::7 / Default")]
    [InlineData("www A ([ipaddress] '192.0.2.7')", "www.alice.example A 192.0.2.7 / Default")]
    [InlineData("www A -OnlineTarget ([DNS4Me.HostTarget]::ToUrl('https://example.com/'))", "www.alice.example A url:https://example.com/ / Default")]
    [InlineData("www ([DNS4Me.RecordType]::CNAME) -CanonicalName host.example.com.", "www.alice.example CNAME host.example.com")]
    [InlineData("'' mx -MailServer mail.example.com", "alice.example MX 10 mail.example.com")]
    [InlineData("'' MX -MailServer . -Priority 0", "alice.example MX 0 .")]
    [InlineData("_acme-challenge TXT -Text 'a b'", "_acme-challenge.alice.example TXT \"a b\"")]
    [InlineData("_sip._tcp SRV -Priority 1 -Weight 2 -Port 5060 -Target sip.example.com", "_sip._tcp.alice.example SRV 1 2 5060 sip.example.com")]
    [InlineData("'' CAA -Flags 128 -Tag issue -Value ';'", "alice.example CAA 128 issue \";\"")]
    public void A_record_of_every_type_can_be_added(string given, string record)
    {
        Assert.Empty(Run(Add + given).Errors);
        Assert.Equal(record, Assert.Single(Stored));
    }

    [Fact]
    public void The_record_is_written_on_request_as_it_is_stored()
    {
        Assert.Empty(Run(Add + "www A 192.0.2.7").All<DomainRecord>());
        var record = Run(Add + "WWW2 A 192.0.2.7 -TTL 0 -PassThru").Single<DomainRecord>();
        Assert.Equal(("www2", 0, 2L), (record.Name, record.TimeToLive, record.Id));
    }

    [Theory]
    [InlineData("www A 192.0.2", "address")]
    [InlineData("www A -OnlineTarget www.example.com", "onlineTarget")]
    [InlineData("www A -TimeToLive soon", "timeToLive")]
    [InlineData("www A -TimeToLive -1", "timeToLive")]
    [InlineData("www A -MailServer mail.example.com", "mailServer")]
    [InlineData("www A -OnlineTarget OfflinePage", "onlineTarget")]
    [InlineData("www HOST", "type")]
    [InlineData("www", "type")]
    [InlineData("'a b' A", "name")]
    [InlineData("www.Alice.example A", "name")]
    [InlineData("alice.example A", "name")]
    public void A_mistake_is_told_before_anything_is_asked_and_before_WhatIf_speaks(string given, string field)
    {
        var error = Run($"{Add}{given} -WhatIf").Error(FaultCode.InvalidValue);
        Assert.Equal(field, Assert.IsType<DNS4MeException>(error.Exception).Fault.Field);
        Assert.Equal(ErrorCategory.InvalidArgument, error.CategoryInfo.Category);
        Assert.DoesNotContain("Row", error.Exception.Message);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void WhatIf_tells_the_record_and_sends_nothing()
    {
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run(Add + "www A 192.0.2.7 -WhatIf").Errors);
        Assert.Contains("\"add the record\" on target \"www.alice.example A 192.0.2.7 / Default\"", host.Shown);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void A_row_refused_by_a_question_is_not_sent_and_the_others_are()
    {
        var host = new RecordingHost(choice: 2);
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run(Add + "www A 192.0.2.7 -Confirm").Errors);
        Assert.Contains("www.alice.example", Assert.Single(host.Questions));
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void Rows_of_every_type_come_with_the_blank_cells_of_the_others()
    {
        const string Rows = """
            foreach ($line in
                'www,A,192.0.2.7,,,,,,,,,,,,', 'mail,MX,,,,20,mail.example.com,,,,,,,,0', 'ftp,CNAME,,,,,,host.example.com,,,,,,,300', 'txt,TXT,,,,,,,v=spf1 -all,,,,,,',
                '_sip._tcp,SRV,,,,1,,,,2,5060,sip.example.com,,,', 'ca,CAA,,,,,,,,,,,0,issue,') {
                $cells = $line -split ','
                [pscustomobject]@{
                    Domain = 'alice.example'; Name = $cells[0]; Type = $cells[1]; Address = $cells[2]; OnlineTarget = $cells[3]; OfflineTarget = $cells[4]; Priority = $cells[5]
                    MailServer = $cells[6]; CanonicalName = $cells[7]; Text = $cells[8]; Weight = $cells[9]; Port = $cells[10]; Target = $cells[11]; Flags = $cells[12]; Tag = $cells[13]
                    Value = $(if ($cells[1] -eq 'CAA') { ';' }); TimeToLive = $cells[14]
                }
            }
            """;
        Assert.Empty(Run($"& {{ {Rows} }} | Add-DNS4MeRecord").Errors);
        Assert.Equal(
            [
                "www.alice.example A 192.0.2.7 / Default", "mail.alice.example MX 20 mail.example.com", "ftp.alice.example CNAME host.example.com", "txt.alice.example TXT \"v=spf1 -all\"",
                "_sip._tcp.alice.example SRV 1 2 5060 sip.example.com", "ca.alice.example CAA 0 issue \";\"",
            ],
            Stored);
        Assert.Equal([60, 0, 300, 60, 60, 60], Service.Records.Select(record => record.TimeToLive));
        Assert.Single(Service.Batches);
    }

    [Fact]
    public void A_bad_row_is_an_error_with_its_number_and_the_others_go_in()
    {
        var outcome = Run("""
            $rows = @(
                [pscustomobject]@{ Domain = 'alice.example'; Name = 'a'; Type = 'A'; Address = '192.0.2.1'; Priority = '' }
                [pscustomobject]@{ Domain = 'alice.example'; Name = 'b'; Type = 'A'; Address = 'oops'; Priority = 'x' }
                [pscustomobject]@{ Domain = 'alice.example'; Name = 'c'; Type = 'A'; Address = '192.0.2.1'; Priority = '10' }
                [pscustomobject]@{ Domain = ''; Name = 'd'; Type = 'A'; Address = '192.0.2.1'; Priority = $null }
                [pscustomobject]@{ Domain = 'alice.example'; Name = 'a'; Type = 'A'; Address = '192.0.2.1'; Priority = ' ' }
                [pscustomobject]@{ Domain = 'alice.example'; Name = 'e'; Type = 'A'; Address = '192.0.2.1'; Priority = '' }
            )
            $rows | Add-DNS4MeRecord
            """);
        Assert.Equal(
            [(2, "address"), (2, "priority"), (3, "priority"), (4, "domain"), (5, null)],
            outcome.Errors.Select(error => ((DNS4MeException)error.Exception).Fault).Select(fault => (fault.Ordinal!.Value, fault.Field)));
        Assert.All(outcome.Errors, error => Assert.StartsWith($"Row {((DNS4MeException)error.Exception).Fault.Ordinal}: ", error.Exception.Message));
        Assert.All(outcome.Errors, error => Assert.False(string.IsNullOrEmpty(error.ErrorDetails.RecommendedAction)));
        Assert.Equal(ErrorCategory.ResourceExists, outcome.Errors[^1].CategoryInfo.Category);
        Assert.Equal(["b", "b", "c", "d", "a"], outcome.Errors.Select(error => ((PSObject)error.TargetObject).Properties["Name"].Value));
        Assert.Equal(["a", "e"], Service.Records.Select(record => record.Name));
    }

    [Fact]
    public void The_command_line_goes_before_the_row()
    {
        Assert.Empty(Run("""
            [pscustomobject]@{ Domain = 'alice.example'; Name = 'a'; Type = 'A'; OnlineTarget = 'Default'; TimeToLive = '5' } | Add-DNS4MeRecord -Domain bob.example -Address 192.0.2.9 -TimeToLive 7
            """).Errors);
        Assert.Equal("a.bob.example A 192.0.2.9 / Default", Assert.Single(Stored));
        Assert.Equal(7, Service.Records[0].TimeToLive);
    }

    [Fact]
    public void Script_blocks_can_make_values_of_a_row()
    {
        Assert.Empty(Run("1..3 | Add-DNS4MeRecord -Domain alice.example -Name { \"h$_\" } -Type A -Address { \"192.0.2.$_\" }").Errors);
        Assert.Equal("h3.alice.example A 192.0.2.3 / Default", Stored[2]);
    }

    [Fact]
    public void Domains_can_be_piped_and_their_names_are_not_the_records()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        Assert.Empty(Run("Get-DNS4MeDomain | Add-DNS4MeRecord -Type TXT -Text x; 'carol.example' | Add-DNS4MeRecord -Name www -Type A").Errors);
        Assert.Equal(["alice.dyn.example TXT \"x\"", "alice.example TXT \"x\"", "www.carol.example A Default / Default"], Stored);
    }

    [Fact]
    public void What_was_listed_can_be_added_elsewhere_without_the_default_records()
    {
        Service.AddDefaults("alice.example");
        Service.Add(new() { Domain = "alice.example", Name = "", Type = RecordType.TXT, Text = " " });
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A, OfflineTarget = HostTarget.OfflinePage });
        Service.Add(new() { Domain = "alice.example", Name = "ca", Type = RecordType.CAA, Tag = "issue", Value = "ca.example; x=1", TimeToLive = 0 });
        var outcome = Run("Get-DNS4MeRecord alice.example | Add-DNS4MeRecord -Domain bob.example -Verbose 4>&1");
        Assert.Empty(outcome.Errors);
        Assert.Equal(2, outcome.Output.Count(line => line.BaseObject is VerboseRecord { Message: var text } && text.Contains("passed over")));
        Assert.Equal(
            Service.Records.Where(record => record.Domain == "alice.example" && !record.IsDefault).Select(record => record with { Id = null, Domain = "bob.example" }),
            Service.Records.Where(record => record.Domain == "bob.example").Select(record => record with { Id = null }));
    }

    [Fact]
    public void Without_a_row_nothing_is_asked()
    {
        Assert.Empty(Run("@() | Add-DNS4MeRecord -Domain alice.example").Errors);
        Assert.Empty(Agent.Methods);
    }
}
