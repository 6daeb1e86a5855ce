using System.Net;
using System.Net.Http.Json;
using DNS4Me.Dns;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Hosting;

/// <summary>The program killed and starved: what it acknowledged is there.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Kills = 4;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_9_in_the_middle_of_changes_loses_nothing_acknowledged()
    {
        var random = new Random(9);
        var (acknowledged, sent, epoch) = (0, 0, 0L);
        for (var round = 0; round < Kills; round++)
        {
            await using var server = await ServerProcess.DevAsync(_folder.Path);
            using var client = server.Client();
            if (round > 0)
            {
                // Nothing acknowledged is lost; what was sent and not answered may have come or not.
                Assert.InRange(await NumberAsync(client), acknowledged, sent);
                var presence = await TestService.ReadAsync<PresenceInfo>(await client.GetAsync(ServiceRoutes.Presence, TestContext.Current.CancellationToken));
                Assert.InRange(presence.Epoch, epoch, epoch + 1);
                Assert.True(presence.Online);
                epoch = presence.Epoch;
            }

            var last = sent + random.Next(5, 60);
            var killing = Task.CompletedTask;
            try
            {
                while (true)
                {
                    if (++sent == last)
                    {
                        killing = Task.Run(server.KillAsync, TestContext.Current.CancellationToken);
                    }

                    await PutNumberAsync(client, sent);
                    acknowledged = sent;
                    epoch = (await OnlineAsync(client, $"i{sent}")).Epoch;
                }
            }
            catch (HttpRequestException)
            {
                await killing;
            }
        }

        await using var end = await ServerProcess.DevAsync(_folder.Path);
        using var reader = end.Client();
        Assert.InRange(await NumberAsync(reader), acknowledged, sent);
        var answer = await DnsAsker.AskAsync(end.Facts.Dns, DnsMessage.CreateQuery(DnsName.Parse(end.Facts.Domain), DnsType.A));
        Assert.Equal("127.0.0.1", Assert.Single(answer.Answers).Data.ToString());
    }

    [Fact]
    public async Task Kill_9_in_the_middle_of_batches_of_records_loses_nothing_acknowledged_and_leaves_none_in_half()
    {
        const int Batch = 50;
        var random = new Random(11);
        var (acknowledged, sent) = (new List<int>(), 0);
        for (var round = 0; round < Kills; round++)
        {
            await using var server = await ServerProcess.DevAsync(_folder.Path);
            using var client = server.Client();
            await AssertBatchesAsync(client, acknowledged, sent, Batch);
            var last = sent + random.Next(5, 40);
            var killing = Task.CompletedTask;
            try
            {
                while (true)
                {
                    if (++sent == last)
                    {
                        killing = Task.Run(server.KillAsync, TestContext.Current.CancellationToken);
                    }

                    var changes = Enumerable.Range(0, Batch).Select(i => TestRecords.Add(TestRecords.Host($"n{i}-{sent}", domain: server.Facts.Domain))).ToArray();
                    using var response = await client.PostAsJsonAsync(
                        ServiceRoutes.RecordChanges, new() { Changes = changes }, ServiceJson.Default.RecordBatch, TestContext.Current.CancellationToken);
                    Assert.All((await TestService.ReadAsync<RecordBatchResult>(response)).Results, result => Assert.NotNull(result.Record));
                    acknowledged.Add(sent);
                }
            }
            catch (HttpRequestException)
            {
                await killing;
            }
        }

        await using var end = await ServerProcess.DevAsync(_folder.Path);
        using var reader = end.Client();
        await AssertBatchesAsync(reader, acknowledged, sent, Batch);
        await OnlineAsync(reader, "last");
        var answer = await DnsAsker.AskAsync(end.Facts.Dns, DnsMessage.CreateQuery(DnsName.Parse($"n{Batch - 1}-{acknowledged[^1]}.{end.Facts.Domain}"), DnsType.A));
        Assert.Equal("203.0.113.1", Assert.Single(answer.Answers).Data.ToString());
    }

    [Fact]
    public async Task A_disk_that_takes_no_more_gives_errors_and_loses_nothing_acknowledged()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the limit is Unix's");
        string? kept = null;

        // No file may grow past 256 blocks; the signal that would come of it is ignored, so that writing fails. The runtime's own large
        // file, by which it keeps what is written from what is run, has to be done without.
        await using (var starved = await ServerProcess.DevInShellAsync("export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f 256", _folder.Path))
        {
            using var client = starved.Client();
            var refused = 0;
            for (var i = 0; i < 400 && refused < 3; i++)
            {
                using var response = await client.PutAsJsonAsync(ServiceRoutes.Registration, Registration($"{i}-{new string('x', 200)}"), ServiceJson.Default.RegistrationRequest, TestContext.Current.CancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    kept = (await TestService.ReadAsync<AccountInfo>(response)).Name;
                }
                else
                {
                    refused++;
                    Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
                    Assert.Equal(FaultCode.ServiceFailed, (await TestService.ProblemAsync(response)).Fault.Code);
                    Assert.Equal(kept, await NameAsync(client));
                }
            }

            Assert.Equal(3, refused);
            Assert.NotNull(kept);
            Assert.Equal("192.0.2.80", Assert.Single((await DnsAsker.AskAsync(starved.Facts.Dns, DnsMessage.CreateQuery(DnsName.Parse(starved.Facts.Domain), DnsType.A))).Answers).Data.ToString());
            await starved.KillAsync();
        }

        await using var fed = await ServerProcess.DevAsync(_folder.Path);
        using var again = fed.Client();
        Assert.Equal(kept, await NameAsync(again));
        await PutNumberAsync(again, 7);
        Assert.Equal(7, await NumberAsync(again));
    }

    private static async Task AssertBatchesAsync(HttpClient client, List<int> acknowledged, int sent, int size)
    {
        var found = new List<int>();
        for (string? after = ""; after is not null;)
        {
            using var response = await client.GetAsync($"{ServiceRoutes.Records}?type=A{after}", TestContext.Current.CancellationToken);
            var page = await TestService.ReadAsync<RecordPage>(response);
            found.AddRange(page.Records.Where(record => !record.IsDefault).Select(record => int.Parse(record.Name.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
            after = page.Next is null ? null : "&after=" + page.Next;
        }

        var batches = found.CountBy(number => number).ToDictionary();
        Assert.All(batches.Values, count => Assert.Equal(size, count));
        Assert.Superset(acknowledged.ToHashSet(), batches.Keys.ToHashSet());
        Assert.All(batches.Keys, number => Assert.InRange(number, 1, sent));
    }

    private static RegistrationRequest Registration(string name) => new() { Name = name, Email = "dev@dns4me.test" };

    private static async Task PutNumberAsync(HttpClient client, int number)
    {
        using var response = await client.PutAsJsonAsync(ServiceRoutes.Registration, Registration($"{number}"), ServiceJson.Default.RegistrationRequest, TestContext.Current.CancellationToken);
        Assert.Equal($"{number}", (await TestService.ReadAsync<AccountInfo>(response)).Name);
    }

    private static async Task<PresenceInfo> OnlineAsync(HttpClient client, string instance)
    {
        var request = new OnlineRequest { InstanceId = instance, Machine = "box", Settings = TestService.Settings() };
        using var response = await client.PostAsJsonAsync(ServiceRoutes.Online, request, ServiceJson.Default.OnlineRequest, TestContext.Current.CancellationToken);
        return await TestService.ReadAsync<PresenceInfo>(response);
    }

    private static async Task<int> NumberAsync(HttpClient client) => int.Parse(await NameAsync(client), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<string> NameAsync(HttpClient client)
    {
        using var response = await client.GetAsync(ServiceRoutes.Account, TestContext.Current.CancellationToken);
        return (await TestService.ReadAsync<AccountInfo>(response)).Name;
    }
}
