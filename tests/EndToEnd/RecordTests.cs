using System.Globalization;
using System.Text.RegularExpressions;
using DNS4Me.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;

namespace DNS4Me.EndToEnd;

/// <summary>Records from the console to what the world's resolvers answer.</summary>
public partial class RecordTests
{
    private const string Rows =
        """
        $rows = @(
            @{ Name = 'ftp'; Type = 'A'; Address = '192.0.2.7' }, @{ Name = 'ftp'; Address = '2001:db8::7'; Type = '' }
            @{ Name = ''; Type = 'A'; OnlineTarget = 'Default'; OfflineTarget = '192.0.2.9' }, @{ Name = 'web'; Type = 'A'; OnlineTarget = 'port:8080'; OfflineTarget = 'OfflinePage' }
            @{ Name = 'shop'; Type = 'A'; OnlineTarget = 'url:http://shop.example/on'; OfflineTarget = 'url:http://shop.example/off' }
            @{ Name = ''; Type = 'MX'; Priority = '5'; MailServer = 'mail.example.net' }, @{ Name = '_dmarc'; Type = 'TXT'; Text = 'v=DMARC1; p=none' }
            @{ Name = '_sip._tcp'; Type = 'SRV'; Port = '5060'; Target = 'sip.example.net'; Weight = '' }, @{ Name = 'docs'; Type = 'CNAME'; CanonicalName = 'docs.example.net' }
            @{ Name = '*.lab'; Type = 'A'; Address = '192.0.2.8'; TimeToLive = '0' }, @{ Name = ''; Type = 'CAA'; Tag = 'issue'; Value = 'ca.example.net' })
        """;

    /// <summary>A line for each record, without its number: what two zones are compared by.</summary>
    private const string List = "| ForEach-Object { \"row $($_.Name)|$($_.Type)|$($_.TimeToLive)|$($_.OnlineTarget)|$($_.OfflineTarget)|$($_.Priority)$($_.MailServer)$($_.CanonicalName)$($_.Text)$($_.Port)$($_.Target)$($_.Tag)$($_.Value)|$($_.IsDefault)|$($_.CurrentData)\" }";

    [Fact]
    public async Task A_listing_for_a_state_says_before_what_DNS_answers_in_it()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service, Add(service.Domain));
        var online = await ListAsync(home, service, "-At Online");
        var offline = await ListAsync(home, service, "-At Offline");
        Assert.NotEqual(online, offline);
        Assert.Equal(online.Count, offline.Count);

        await home.RunAsync("Connect-DNS4Me -TimeoutSec 30");
        Assert.Equal(online, await ListAsync(home, service));
        await AnswersAsync(service, online);

        await home.RunAsync("Disconnect-DNS4Me");
        Assert.Equal(offline, await ListAsync(home, service));
        await AnswersAsync(service, offline);
    }

    [Fact]
    public async Task What_a_domain_lists_makes_the_same_zone_of_another()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service, Add(service.Domain));
        var other = service.Domain.Replace("alice", "bob", StringComparison.Ordinal);

        // As text, which is what a file has of it.
        await home.RunAsync($$"""
            Get-DNS4MeRecord {{service.Domain}} | ForEach-Object {
                $row = [ordered] @{}
                foreach ($cell in $_.PSObject.Properties) { $row[$cell.Name] = "$($cell.Value)" }
                $row.Domain = '{{other}}'
                [pscustomobject] $row
            } | Add-DNS4MeRecord
            """);

        var first = await ListAsync(home, service);
        var second = (await home.RunAsync($"Get-DNS4MeRecord {other} {List}")).Lines.Where(line => line.StartsWith("row", StringComparison.Ordinal));
        Assert.Equal(first.Select(line => line.Replace(service.Domain, other, StringComparison.Ordinal)), second);
    }

    [Fact]
    public async Task A_row_that_cannot_be_stands_alone_and_the_rest_goes_in()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service);

        var result = await home.RunAsync($$"""
            $ErrorActionPreference = 'SilentlyContinue'
            'a', 'b c', 'a', 'd' | ForEach-Object { [pscustomobject] @{ Domain = '{{service.Domain}}'; Name = $_; Address = '192.0.2.1' } } | Add-DNS4MeRecord -ErrorVariable failed
            foreach ($one in $failed) { "failed $($one.FullyQualifiedErrorId.Split(',')[0]) $($one.TargetObject.Name) $($one.Exception.Message.Split(':')[0])" }
            """);

        Assert.Equal(["failed InvalidValue b c Row 2", "failed RecordExists a Row 3"], result.Lines.Where(line => line.StartsWith("failed", StringComparison.Ordinal)));
        Assert.Equal(["a", "d"], (await ListAsync(home, service)).Where(row => row.Contains("192.0.2.1", StringComparison.Ordinal)).Select(row => row[4..].Split('|')[0]));
    }

    [Fact]
    public async Task Ctrl_C_leaves_an_account_of_what_went_in()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service);
        await using var console = home.Start(
            $"& {{ foreach ($i in 1..200000) {{ [pscustomobject] @{{ Domain = '{service.Domain}'; Name = \"h$i\"; Address = '192.0.2.1' }} }} }} | Add-DNS4MeRecord");
        await Eventually.IsTrueAsync(() => Stored(service) > 0, "The first record being stored");

        Signals.SendToGroup(console.Id, Signals.Interrupt);
        var result = await console.EndAsync();

        Assert.Equal(130, result.ExitCode);
        var account = AccountPattern().Match(result.Output + result.Error);
        Assert.True(account.Success, result.Output + result.Error);
        var added = int.Parse(account.Groups["added"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var unsent = int.Parse(account.Groups["unsent"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal(added, Stored(service));
        Assert.Equal(added + 1, unsent);
        Assert.InRange(added, 1, 199_999);
    }

    private static string Add(string domain) => $"{Rows}\n$rows | ForEach-Object {{ $_.Domain = '{domain}'; [pscustomobject] $_ }} | Add-DNS4MeRecord";

    private static async Task<List<string>> ListAsync(ClientHome home, DevService service, string at = "")
        => [.. (await home.RunAsync($"Get-DNS4MeRecord {service.Domain} {at} {List}")).Lines.Where(line => line.StartsWith("row", StringComparison.Ordinal))];

    /// <summary>Asks for every record that a listing has.</summary>
    private static async Task AnswersAsync(DevService service, IReadOnlyList<string> listing)
    {
        foreach (var cells in listing.Select(line => line[4..].Split('|')))
        {
            var (name, type, data) = (cells[0].Replace("*", "anything", StringComparison.Ordinal), cells[1], cells[^1]);
            var dig = await ProgramRun.ToEndAsync("dig", [$"@{service.Dns.Address}", "-p", $"{service.Dns.Port}", "+short", name.Length == 0 ? service.Domain : $"{name}.{service.Domain}", type]);
            var isRedirected = type == "A" && (data.StartsWith("http", StringComparison.Ordinal) || data == "offline page");
            var expected = isRedirected ? DevService.OfflineAnswer : type is "A" or "AAAA" && !data.Contains('.') && !data.Contains(':') ? "" : data;
            Assert.Equal($"{name} {type} {expected}", $"{name} {type} {string.Join(' ', dig.Lines).Replace(". ", " ", StringComparison.Ordinal).TrimEnd('.')}");
        }
    }

    private static long Stored(DevService service)
    {
        using var store = new SqliteConnection($"Data Source={service.Store};Mode=ReadOnly");
        store.Open();
        using var count = store.CreateCommand();
        count.CommandText = "SELECT count(*) FROM record";
        return (long)count.ExecuteScalar()!;
    }

    [GeneratedRegex(@"Stopped before the end\. (?<added>[\d,]+) records? w\w+ added, 0 refused\. Nothing was sent from row (?<unsent>[\d,]+) on\.")]
    private static partial Regex AccountPattern();
}
