using System.Runtime.InteropServices;
using System.Text.Json;
using DNS4Me.Dns;

namespace DNS4Me.Server.Tests.Commands;

/// <summary><c>run</c>, <c>account</c> and <c>domain</c>, as an operator types them.</summary>
public sealed class OperatorCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public OperatorCommandTests() => File.WriteAllText(Config, """
        {
          // Ports of 0 are any that are free.
          "dataFolder": "data",
          "api": ["127.0.0.1:0"], "dns": ["127.0.0.1:0"], "redirector": ["127.0.0.1:0"],
          "redirectorAddresses": ["192.0.2.80"],
          "serviceZones": ["dyn.example"],
          "nameServers": [{ "name": "ns1.dyn.example", "addresses": ["127.0.0.1"] }],
          "hostmaster": "host.master@dyn.example",
        }
        """);

    private string Config => _folder.File("server.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_account_is_added_with_its_domains_and_listed()
    {
        var (exitCode, output, errors) = await RunAsync("account", "add", "--email", "a@example.com", "--name", "A", "--kind", "registered", "--domain", "A.dyn.example", "--domain", "brought.example");
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches("^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}\n$", output);

        Assert.Equal("b.dyn.example\n", (await RunAsync("domain", "add", "b.dyn.example", "--account", "a@example.com")).Output);

        Assert.Matches(@"^a@example\.com\tRegistered\tuntil \d{4}-\d\d-\d\d\ta\.dyn\.example b\.dyn\.example brought\.example\n$", (await RunAsync("account", "list")).Output);
        Assert.Equal(
            "a.dyn.example\tdyn.example\ta@example.com\nb.dyn.example\tdyn.example\ta@example.com\nbrought.example\t-\ta@example.com\n",
            (await RunAsync("domain", "list")).Output);
    }

    [Fact]
    public async Task JSON_is_there_for_scripts_and_lists_tell_no_ID()
    {
        var added = Json(await RunAsync("account", "add", "--email", "a@example.com", "--domain", "a.dyn.example", "--json"));
        Assert.Equal("Trial", added.GetProperty("kind").GetString());
        Assert.Matches("^[0-9A-Z-]{29}$", added.GetProperty("registrationId").GetString());

        Assert.Equal("dyn.example", Json(await RunAsync("domain", "add", "b.dyn.example", "--account", "a@example.com", "--json")).GetProperty("serviceZone").GetString());

        var account = Assert.Single(Json(await RunAsync("account", "list", "--json")).EnumerateArray());
        Assert.Equal(["email", "name", "kind", "expires", "epoch", "domains"], account.EnumerateObject().Select(member => member.Name));
        Assert.Equal(["a.dyn.example", "b.dyn.example"], Json(await RunAsync("domain", "list", "--json")).EnumerateArray().Select(domain => domain.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Bad_input_is_one_clear_error_and_changes_nothing()
    {
        await RunAsync("account", "add", "--email", "a@example.com", "--domain", "a.dyn.example");
        var before = (await RunAsync("account", "list", "--json")).Output;
        string[][] mistakes =
        [
            ["account", "add", "--email", "A@example.com"],
            ["account", "add", "--email", "nonsense"],
            ["account", "add", "--email", "b@example.com", "--kind", "7"],
            ["account", "add", "--email", "b@example.com", "--domain", "a.dyn.example"],
            ["account", "add", "--email", "b@example.com", "--domain", "ns1.dyn.example"],
            ["domain", "add", "x.y.dyn.example", "--account", "a@example.com"],
            ["domain", "add", "c.dyn.example", "--account", "nobody@example.com"],
            ["domain", "add", "a_b.example", "--account", "a@example.com"],
        ];
        foreach (var mistake in mistakes)
        {
            var (exitCode, output, errors) = await RunAsync(mistake);
            Assert.Equal((1, ""), (exitCode, output.Trim()));
            Assert.InRange(errors.Split('\n').Length, 1, 2);
            Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
        }

        Assert.Equal(before, (await RunAsync("account", "list", "--json")).Output);
    }

    [Fact]
    public async Task A_running_server_notices_an_account_and_stops_when_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        await using var server = ServerProcess.Start("run", "--config", Config);
        await Eventually.IsTrueAsync(() => server.Errors.Contains("DNS at ", StringComparison.Ordinal) && server.Errors.Contains("Redirector at ", StringComparison.Ordinal), "it runs");
        var dns = System.Net.IPEndPoint.Parse(System.Text.RegularExpressions.Regex.Match(server.Errors, @"DNS at (127\.0\.0\.1:\d+)").Groups[1].Value);
        Assert.Matches("pin sha256/.{44}", server.Errors);
        var query = DnsMessage.CreateQuery(DnsName.Parse("a.dyn.example"), DnsType.A);
        Assert.Equal(DnsRcode.NXDomain, (await DnsAsker.AskAsync(dns, query)).Rcode);

        await RunAsync("account", "add", "--email", "a@example.com", "--domain", "a.dyn.example");

        await Eventually.IsTrueAsync(async () => (await DnsAsker.AskAsync(dns, query)).Answers.Count == 1, "the domain is answered");
        server.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await server.ExitAsync());
    }

    [Fact]
    public async Task A_bad_configuration_is_told_whole_with_its_own_exit_code()
    {
        await File.WriteAllTextAsync(Config, """{ "api": ["nonsense"], "serviceZones": [], "hostmaster": "x" }""", TestContext.Current.CancellationToken);
        foreach (var command in new[] { ["run"], ["account", "list"], new[] { "domain", "list" } })
        {
            var (exitCode, output, errors) = await RunAsync(command);

            Assert.Equal((2, ""), (exitCode, output));
            foreach (var field in new[] { "api[0]", "serviceZones", "nameServers", "redirectorAddresses", "dataFolder", "hostmaster" })
            {
                Assert.Contains($"error InvalidValue: {field}: ", errors, StringComparison.Ordinal);
            }
        }

        Assert.False(Directory.Exists(_folder.File("data")));
    }

    [Fact]
    public async Task A_missing_configuration_is_told()
    {
        var (exitCode, _, errors) = await ServerProcess.RunAsync("run", "--config", _folder.File("missing.json"));

        Assert.Equal(2, exitCode);
        Assert.Contains("missing.json", errors, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => ServerProcess.RunAsync([.. arguments, "--config", Config]);

    private static JsonElement Json((int ExitCode, string Output, string Errors) run)
    {
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
