using System.Net;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Support;

/// <summary>Wishes for records of a running service, and its listing.</summary>
internal static class TestRecords
{
    public static RecordValues Host(string name, string address = "203.0.113.1", string domain = TestService.Domain)
        => new() { Domain = domain, Name = name, Type = IPAddress.Parse(address).Family() == IPFamily.IPv4 ? RecordType.A : RecordType.AAAA, Address = IPAddress.Parse(address) };

    public static RecordValues Mail(string name, string server = "mail.example.com", int? priority = null, string domain = TestService.Domain)
        => new() { Domain = domain, Name = name, Type = RecordType.MX, MailServer = server, Priority = priority };

    public static RecordValues Alias(string name, string to = "elsewhere.example.com", string domain = TestService.Domain)
        => new() { Domain = domain, Name = name, Type = RecordType.CNAME, CanonicalName = to };

    public static RecordValues Text(string name, string text, string domain = TestService.Domain) => new() { Domain = domain, Name = name, Type = RecordType.TXT, Text = text };

    public static RecordChange Add(RecordValues record) => new() { Action = RecordAction.Add, Record = record };

    public static RecordChange Set(long id, RecordValues record) => new() { Action = RecordAction.Set, Id = id, Record = record };

    public static RecordChange Set(RecordValues record) => new() { Action = RecordAction.Set, Record = record };

    public static RecordChange Remove(long id, RecordValues? record = null) => new() { Action = RecordAction.Remove, Id = id, Record = record };

    public static RecordChange Remove(RecordValues record) => new() { Action = RecordAction.Remove, Record = record };

    public static async Task<IReadOnlyList<RecordChangeResult>> ChangeAsync(this TestService service, bool allOrNothing, params RecordChange[] changes)
        => (await service.SendAsync<RecordBatchResult>(HttpMethod.Post, ServiceRoutes.RecordChanges, new RecordBatch { Changes = changes, AllOrNothing = allOrNothing })).Results;

    public static Task<IReadOnlyList<RecordChangeResult>> ChangeAsync(this TestService service, params RecordChange[] changes) => service.ChangeAsync(false, changes);

    /// <summary>Makes one change that should go in.</summary>
    public static async Task<DomainRecord> DoAsync(this TestService service, RecordChange change)
    {
        var result = Assert.Single(await service.ChangeAsync(change));
        Assert.Null(result.Faults);
        return result.Record!;
    }

    /// <summary>Makes one change that should be refused, for one fault.</summary>
    public static async Task<Fault> RefusedAsync(this TestService service, RecordChange change)
    {
        var result = Assert.Single(await service.ChangeAsync(change));
        Assert.Null(result.Record);
        var fault = Assert.Single(result.Faults!);
        Assert.Equal(1, fault.Ordinal);
        return fault;
    }

    public static Task<RecordPage> PageAsync(this TestService service, string query) => service.GetAsync<RecordPage>(ServiceRoutes.Records + query);

    /// <summary>Every record, page by page.</summary>
    public static async Task<List<DomainRecord>> ListAsync(this TestService service, string query = "", int max = RecordQuery.MostInPage)
    {
        var records = new List<DomainRecord>();
        for (var after = ""; ;)
        {
            var page = await service.PageAsync($"?max={max}{after}{query}");
            Assert.InRange(page.Records.Count, 0, max);
            records.AddRange(page.Records);
            if (page.Next is null)
            {
                return records;
            }

            Assert.NotEmpty(page.Records);
            after = "&after=" + page.Next;
        }
    }

    /// <summary>The records that are not default ones, as text.</summary>
    public static async Task<string[]> OwnAsync(this TestService service)
        => [.. (await service.ListAsync()).Where(record => !record.IsDefault).Select(record => record.ToString())];
}
