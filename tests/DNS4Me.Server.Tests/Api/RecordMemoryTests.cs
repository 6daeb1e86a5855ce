using System.Net.Http.Json;
using DNS4Me.Server.Store;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Api;

/// <summary>A large account, in a server process of its own, whose memory no other test touches.</summary>
public sealed class RecordMemoryTests : IDisposable
{
    private const int Many = 100_000;

    /// <summary>Far less than all records at once would take, as text alone.</summary>
    private const long MostMemory = 24 * 1024 * 1024;

    /// <summary>The collector would else let tens of megabytes gather before it looks.</summary>
    private const string SmallNursery = "export DOTNET_GCgen0size=0x400000";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_hundred_thousand_records_are_read_page_by_page_in_little_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The collector is set up by way of a shell.");
        await using (var first = await ServerProcess.DevAsync(_folder.Path))
        {
            using var store = StoreAdministration.Open(_folder.Path, TimeProvider.System);
            store.AddRecords(first.Facts.Domain, Enumerable.Range(0, Many).Select(i => TestZones.Mail($"n{i}", 10, "mail.example.com") with { Domain = first.Facts.Domain }));
        }

        await using var server = await ServerProcess.DevInShellAsync(SmallNursery, _folder.Path);
        using var client = server.Client();
        Assert.NotEqual(0, await CountAsync(client, server.Facts.Domain, pages: 10));
        var before = server.WorkingSet;

        Assert.Equal(Many, await CountAsync(client, server.Facts.Domain, pages: int.MaxValue));

        Assert.InRange(server.WorkingSet - before, long.MinValue, MostMemory);
    }

    /// <summary>Reads pages, each record after the one before, and counts those that are no default ones.</summary>
    private static async Task<int> CountAsync(HttpClient client, string domain, int pages)
    {
        var (count, last, after) = (0, "", "");
        for (; pages > 0; pages--)
        {
            var page = (await client.GetFromJsonAsync(
                $"{ServiceRoutes.Records}?max={RecordQuery.MostInPage}&domain={domain}{after}", ServiceJson.Default.RecordPage, TestContext.Current.CancellationToken))!;
            foreach (var record in page.Records.Where(record => !record.IsDefault))
            {
                Assert.True(string.CompareOrdinal(last, record.Name) < 0);
                (last, count) = (record.Name, count + 1);
            }

            if (page.Next is null)
            {
                return count;
            }

            after = "&after=" + page.Next;
        }

        return count;
    }
}
