using System.Net;

namespace DNS4Me.Tests.Records;

public class RecordRowTests
{
    public static TheoryData<RecordRow, string> Mistakes => new()
    {
        { new() { Type = "HOST" }, "type" },
        { new() { Type = "5" }, "type" },
        { new() { Type = "A, MX" }, "type" },
        { new() { Address = "1" }, "address" },
        { new() { OnlineTarget = "https://example.com/" }, "onlineTarget" },
        { new() { OfflineTarget = "page" }, "offlineTarget" },
        { new() { Priority = "ten" }, "priority" },
        { new() { Weight = "1.5" }, "weight" },
        { new() { Port = "1,000" }, "port" },
        { new() { Flags = "0x80" }, "flags" },
        { new() { TimeToLive = "99999999999" }, "timeToLive" },
        { new() { TimeToLive = "-99999999999999999999" }, "timeToLive" },
    };

    [Fact]
    public void A_blank_cell_is_one_that_was_not_given()
    {
        var faults = new List<Fault>();
        var row = new RecordRow
        {
            Id = "", Domain = " ", Name = "", Type = "", Address = "", OnlineTarget = "\t", OfflineTarget = "", Priority = "", MailServer = "", CanonicalName = "",
            Text = " ", Weight = "", Port = "", Target = "", Flags = "", Tag = "", Value = "", TimeToLive = "",
        };
        Assert.Equal(new RecordValues(), row.Read(faults));
        Assert.Null(row.ReadId(faults));
        Assert.Empty(row.Data);
        Assert.Empty(faults);
    }

    [Fact]
    public void Cells_are_read_as_people_write_them()
    {
        var faults = new List<Fault>();
        var row = new RecordRow { Id = "7", Type = " aaaa ", Address = " 2001:db8::1", OnlineTarget = "PORT:8080", OfflineTarget = "offlinepage", Priority = " 10 ", Text = " a ", TimeToLive = "0" };
        Assert.Equal(
            new()
            {
                Type = RecordType.AAAA, Address = IPAddress.Parse("2001:db8::1"), OnlineTarget = HostTarget.ToPort(8080), OfflineTarget = HostTarget.OfflinePage,
                Priority = 10, Text = " a ", TimeToLive = 0,
            },
            row.Read(faults));
        Assert.Equal(7, row.ReadId(faults));
        Assert.Empty(faults);
        Assert.Equal(["Address", "OnlineTarget", "OfflineTarget", "Priority", "Text", "TimeToLive"], row.Data.Select(cell => cell.Key));
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_cell_that_cannot_be_read_is_a_fault_of_its_field(RecordRow row, string field)
    {
        var faults = new List<Fault>();
        row.Read(faults);
        Assert.Equal(field, Assert.Single(faults).Field);
    }

    [Fact]
    public void What_JSON_made_of_a_target_is_told_with_what_to_do()
    {
        var faults = new List<Fault>();
        new RecordRow { OnlineTarget = "@{Kind=1; Address=; Port=; Url=}" }.Read(faults);
        Assert.Contains("-Depth 1", Assert.Single(faults).Message);
    }

    [Fact]
    public void A_number_that_is_too_great_is_told_with_the_greatest()
    {
        var faults = new List<Fault>();
        new RecordRow { TimeToLive = "2147483648" }.Read(faults);
        Assert.Contains("2147483647", Assert.Single(faults).Message);
    }

    [Fact]
    public void Every_bad_cell_of_a_row_is_told()
    {
        var faults = new List<Fault>();
        var row = new RecordRow { Id = "x", Priority = "a", TimeToLive = "b" };
        row.ReadId(faults);
        row.Read(faults);
        Assert.Equal(["id", "priority", "timeToLive"], faults.Select(fault => fault.Field));
    }
}
