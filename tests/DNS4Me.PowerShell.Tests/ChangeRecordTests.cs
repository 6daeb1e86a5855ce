using System.Management.Automation;
using DNS4Me.PowerShell.Tests.Support;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Tests;

public class ChangeRecordTests : RecordFixture
{
    public static TheoryData<RecordValues> OfEveryType =>
    [
        new RecordValues { Domain = "alice.example", Name = "www", Type = RecordType.A, OnlineTarget = HostTarget.ToUrl("https://example.com/?a=b&c"), OfflineTarget = HostTarget.OfflinePage },
        new RecordValues { Domain = "alice.example", Name = "*", Type = RecordType.AAAA },
        new RecordValues { Domain = "alice.example", Name = "", Type = RecordType.MX, Priority = 5, MailServer = "." },
        new RecordValues { Domain = "alice.example", Name = "ftp", Type = RecordType.CNAME, CanonicalName = "host.example.com" },
        new RecordValues { Domain = "alice.example", Name = "txt", Type = RecordType.TXT, Text = "\"a\" \"\\255\"" },
        new RecordValues { Domain = "alice.example", Name = "empty", Type = RecordType.TXT, Text = "" },
        new RecordValues { Domain = "alice.example", Name = "_sip._tcp", Type = RecordType.SRV, Port = 0, Target = "." },
        new RecordValues { Domain = "alice.example", Name = "", Type = RecordType.CAA, Tag = "iodef", Value = "mailto:a@example.com" },
    ];

    [Theory]
    [MemberData(nameof(OfEveryType))]
    public void A_piped_record_keeps_everything_but_what_is_given(RecordValues values)
    {
        var before = Service.Add(values);
        var after = Run("Get-DNS4MeRecord | Set-DNS4MeRecord -TimeToLive 300 -PassThru").Single<DomainRecord>();
        Assert.Equal(before with { TimeToLive = 300 }, after);
        Assert.Equal(after, Assert.Single(Service.Records));
    }

    [Theory]
    [MemberData(nameof(OfEveryType))]
    public void A_piped_record_can_be_removed_and_added_again(RecordValues values)
    {
        var before = Service.Add(values);
        Assert.Empty(Run("$record = Get-DNS4MeRecord; $record | Remove-DNS4MeRecord -Confirm:$false").Errors);
        Assert.Empty(Service.Records);
        Assert.Empty(Run("$record | Add-DNS4MeRecord").Errors);
        Assert.Equal(before with { Id = 2 }, Assert.Single(Service.Records));
    }

    [Theory]
    [MemberData(nameof(OfEveryType))]
    public void A_record_given_by_name_is_the_one_that_is_meant(RecordValues values)
    {
        var before = Service.Add(values);
        Service.Add(values with { Name = "_other" });
        var after = Run("Set-DNS4MeRecord -InputObject (Get-DNS4MeRecord)[0] -TimeToLive 300 -PassThru").Single<DomainRecord>();
        Assert.Equal(before with { TimeToLive = 300 }, after);
        Assert.Empty(Run("Remove-DNS4MeRecord -InputObject (Get-DNS4MeRecord)[0] -Confirm:$false").Errors);
        Assert.Equal("_other", Assert.Single(Service.Records).Name);
        Assert.Empty(Run("$record = Get-DNS4MeRecord; Remove-DNS4MeRecord -InputObject $record -Confirm:$false; Add-DNS4MeRecord -InputObject $record").Errors);
        Assert.Equal("_other", Assert.Single(Service.Records).Name);
    }

    [Theory]
    [MemberData(nameof(OfEveryType))]
    public void A_record_that_went_through_JSON_can_be_added_again(RecordValues values)
    {
        // ConvertTo-Json makes a number of a type, and text of what lies deeper.
        var before = Service.Add(values);
        Assert.Empty(Run("""
            $row = Get-DNS4MeRecord | ForEach-Object {
                $row = [ordered]@{}
                foreach ($member in $_.psobject.Properties) { $row[$member.Name] = if ($member.Value -is [DNS4Me.RecordType]) { [long] $member.Value } elseif ($null -ne $member.Value) { "$($member.Value)" } }
                [pscustomobject] $row
            }
            Get-DNS4MeRecord | Remove-DNS4MeRecord -Confirm:$false
            $row | Add-DNS4MeRecord
            """).Errors);
        Assert.Equal(before with { Id = 2 }, Assert.Single(Service.Records));
    }

    [Fact]
    public void A_record_is_named_by_domain_name_and_type()
    {
        Service.Add(new() { Domain = "alice.example", Name = "", Type = RecordType.MX, MailServer = "mail.example.com" });
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        Assert.Empty(Run("Set-DNS4MeRecord alice.example www A 192.0.2.7; Set-DNS4MeRecord alice.example '' MX -Priority 20; Set-DNS4MeRecord alice.example -Type MX -TTL 5").Errors);
        Assert.Equal(["alice.example MX 20 mail.example.com", "www.alice.example A 192.0.2.7 / Default"], Stored);
        Assert.Equal([5, 60], Service.Records.Select(record => record.TimeToLive));
    }

    [Fact]
    public void Only_what_is_given_is_sent()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        Assert.Empty(Run("Set-DNS4MeRecord -Id 1 -TimeToLive 300").Errors);
        Assert.Equal(new() { Action = RecordAction.Set, Id = 1, Record = new() { TimeToLive = 300 } }, Assert.Single(Assert.Single(Service.Batches).Changes));
    }

    [Fact]
    public void A_name_beside_a_number_renames()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        Assert.Empty(Run("Get-DNS4MeRecord | Set-DNS4MeRecord -Name web").Errors);
        Assert.Empty(Run("Set-DNS4MeRecord -Id 1 -Name '@' -Address 192.0.2.7").Errors);
        Assert.Equal("alice.example A 192.0.2.7 / Default", Assert.Single(Stored));
    }

    [Fact]
    public void An_address_on_the_command_line_goes_before_the_rows_target()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(80) });
        Assert.Empty(Run("Get-DNS4MeRecord | Set-DNS4MeRecord -Address 192.0.2.7").Errors);
        Assert.Equal("www.alice.example A 192.0.2.7 / Default", Assert.Single(Stored));
    }

    [Fact]
    public void Rows_that_were_edited_can_be_written_back()
    {
        Service.Add(new() { Domain = "alice.example", Name = "", Type = RecordType.A, TimeToLive = 5 });
        Assert.Empty(Run("Get-DNS4MeRecord | ForEach-Object { $_.TimeToLive = 9; $_ } | Set-DNS4MeRecord").Errors);
        Assert.Empty(Run("[pscustomobject]@{ Id = '1'; Domain = 'alice.example'; Name = ''; Type = 'A'; OfflineTarget = 'OfflinePage'; Priority = ''; TimeToLive = '' } | Set-DNS4MeRecord").Errors);
        Assert.Equal("alice.example A Default / OfflinePage", Assert.Single(Stored));
        Assert.Equal(9, Service.Records[0].TimeToLive);
    }

    [Theory]
    [InlineData("Set-DNS4MeRecord -Id 1", "record")]
    [InlineData("Set-DNS4MeRecord alice.example www A", "record")]
    [InlineData("Set-DNS4MeRecord -TimeToLive 5", "domain")]
    [InlineData("Set-DNS4MeRecord -Id one -TimeToLive 5", "id")]
    [InlineData("Set-DNS4MeRecord -Id 1 -TimeToLive -5", null)]
    [InlineData("Set-DNS4MeRecord alice.example www A -TimeToLive -5", "timeToLive")]
    [InlineData("Set-DNS4MeRecord alice.example www A -MailServer mail.example.com", "mailServer")]
    [InlineData("Set-DNS4MeRecord alice.example www A 2001:db8::1", "onlineTarget")]
    [InlineData("Remove-DNS4MeRecord -Confirm:$false", "domain")]
    [InlineData("Remove-DNS4MeRecord alice.example www A -Priority 5 -Confirm:$false", "priority")]
    public void A_mistake_is_told_before_anything_is_asked(string command, string? field)
    {
        var error = Run(command).Error(field is null ? FaultCode.NotFound : FaultCode.InvalidValue);
        if (field is not null)
        {
            Assert.Equal(field, ((DNS4MeException)error.Exception).Fault.Field);
            Assert.Empty(Agent.Methods);
        }
    }

    [Fact]
    public void A_default_record_says_where_it_is_set()
    {
        Service.AddDefaults("alice.example");
        foreach (var command in new[] { "Set-DNS4MeRecord -TimeToLive 5", "Remove-DNS4MeRecord -Confirm:$false" })
        {
            var errors = Run("Get-DNS4MeRecord | " + command).Errors;
            Assert.All(errors, error => Assert.StartsWith("DefaultRecord,", error.FullyQualifiedErrorId));
            Assert.All(errors, error => Assert.Equal(ErrorCategory.InvalidOperation, error.CategoryInfo.Category));
            Assert.Contains("Set-DNS4MeOnlineSetting", errors[0].ErrorDetails.RecommendedAction);
            Assert.Contains("mail record", errors[1].ErrorDetails.RecommendedAction);
        }

        Assert.Empty(Service.Batches);
    }

    [Fact]
    public void Several_records_that_fit_are_an_error_until_the_data_say_which()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(80) });
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(81) });
        Assert.Equal(ErrorCategory.InvalidArgument, Run("Remove-DNS4MeRecord alice.example www A -Confirm:$false").Error(FaultCode.RecordAmbiguous).CategoryInfo.Category);
        Assert.Equal(2, Run("Remove-DNS4MeRecord alice.example www A -OnlineTarget port:81 -Confirm:$false -PassThru").Single<DomainRecord>().Id);
        Assert.Single(Service.Records);
    }

    [Fact]
    public void A_removal_with_a_number_asks_for_the_same_name_and_type_but_not_for_the_same_data()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        Assert.Empty(Run("Get-DNS4MeRecord | Remove-DNS4MeRecord -Confirm:$false").Errors);
        Assert.Equal(
            new() { Action = RecordAction.Remove, Id = 1, Record = new() { Domain = "alice.example", Name = "www", Type = RecordType.A } },
            Assert.Single(Assert.Single(Service.Batches).Changes));
    }

    [Fact]
    public void Removing_asks_and_changing_does_not()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        var host = new RecordingHost(choice: 1);
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Set-DNS4MeRecord -Id 1 -TimeToLive 5").Errors);
        Assert.Empty(host.Questions);
        Service.Add(new() { Domain = "alice.example", Name = "ftp", Type = RecordType.A });
        Assert.Empty(session.Run("Get-DNS4MeRecord | Remove-DNS4MeRecord").Errors);
        Assert.Contains("remove the record", Assert.Single(host.Questions));
        Assert.Empty(Service.Records);
    }

    [Fact]
    public void WhatIf_tells_what_would_change_of_which_record()
    {
        Service.Add(new() { Domain = "alice.example", Name = "www", Type = RecordType.A });
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("""
            Get-DNS4MeRecord | Set-DNS4MeRecord -Name web -TimeToLive 5 -WhatIf
            Set-DNS4MeRecord -Id 1 -TimeToLive 5 -WhatIf
            Set-DNS4MeRecord alice.example www A -TimeToLive 5 -WhatIf
            Get-DNS4MeRecord | Remove-DNS4MeRecord -WhatIf
            Remove-DNS4MeRecord alice.example www A -OnlineTarget port:80 -WhatIf
            Remove-DNS4MeRecord -Id 1 -WhatIf
            """).Errors);
        Assert.Contains("\"set Name to 'web', TimeToLive to '5'\" on target \"www.alice.example A Default / Default\"", host.Shown);
        Assert.Contains("\"set TimeToLive to '5'\" on target \"the record with the Id 1\"", host.Shown);
        Assert.Contains("\"set TimeToLive to '5'\" on target \"www.alice.example A\"", host.Shown);
        Assert.Contains("\"remove the record\" on target \"www.alice.example A Default / Default\"", host.Shown);
        Assert.Contains("\"remove the record\" on target \"www.alice.example A, OnlineTarget 'port:80'\"", host.Shown);
        Assert.Contains("\"remove the record\" on target \"the record with the Id 1\"", host.Shown);
        Assert.Empty(Service.Batches);
    }
}
