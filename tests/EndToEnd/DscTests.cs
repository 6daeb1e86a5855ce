using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>The DSC resources against a real agent and service: absent, present, drift, set again, and what cannot be.</summary>
public sealed partial class DscTests : IAsyncDisposable
{
    /// <summary>Resources of settings: what is wanted, a drift away from it, and what is told of it.</summary>
    private static readonly (string Resource, string Properties, string Drift, string[] Told)[] Settings =
    [
        ("DNS4MeServer", "HostName = 'server.dyn.example'; Port = 1207; VerifyName = 'other.example'; HomePage = 'https://dyn.example/'", "Reset-DNS4MeServer VerifyName", ["HostName=server.dyn.example", "VerifyName=other.example"]),
        ("DNS4MeServer", "Pin = 'sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='", "Set-DNS4MeServer -Pin @()", ["Pin=sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "HostName=server.dyn.example"]),
        ("DNS4MeProxy", "Type = 'Socks5'; Address = 'proxy.example'; Port = 1081; Credential = New-Secret 'secret' 'alice'", "Clear-DNS4MeProxy", ["UserId=alice", "Port=1081", "Credential="]),
        ("DNS4MeProxy", "Type = 'Socks4A'; Address = 'proxy.example'", "Set-DNS4MeProxy -Address other.example", ["Type=Socks4A", "Ensure=Present"]),
        ("DNS4MeProxy", "Ensure = 'Absent'", "Set-DNS4MeProxy Socks5 proxy.example", ["Ensure=Absent", "Type=Direct"]),
        ("DNS4MeOnlineSetting", "Timeout = '7'; WebRedirect = 'Port'; WebRedirectPort = 8081", "Set-DNS4MeOnlineSetting -Timeout 8", ["Timeout=00:07:00", "WebRedirectPort=8081", "Automatic=True"]),
        ("DNS4MeOnlineSetting", "Automatic = $false; Address = '192.0.2.1'; AddressIPv6 = '2001:db8:0:0::1'", "Set-DNS4MeOnlineSetting -Automatic $true", ["Address=192.0.2.1", "AddressIPv6=2001:db8::1"]),
        ("DNS4MeOfflineSetting", "Behavior = 'Url'; Url = 'https://status.example.com/'", "Reset-DNS4MeOfflineSetting", ["Behavior=Url", "Url=https://status.example.com/"]),
        ("DNS4MeOption", "Reconnect = $false; ReconnectInterval = '00:02:30'; KeepAliveInterval = '2'", "Set-DNS4MeOption -KeepAliveInterval Default", ["Reconnect=False", "KeepAliveInterval=00:02:00", "LookInterval=Default"]),
    ];

    /// <summary>Records: what tells each from others, what may differ, what is told of it, and another of its name and type, where there can be one.</summary>
    private static readonly (string Name, string Type, string Data, string More, string[] Told, string Other)[] Records =
    [
        ("ftp", "A", "192.0.2.7", "TimeToLive = 300", ["TimeToLive=300"], "-Address 192.0.2.8"),
        ("@", "AAAA", "2001:db8:0::7", "OfflineTarget = 'OfflinePage'; TimeToLive = 99", ["OfflineTarget=OfflinePage"], ""),
        ("web", "A", "port:8080", "OfflineTarget = 'url:http://a.example/'; TimeToLive = 99", ["RecordData=port:8080"], ""),
        ("*", "MX", "Mail.Bücher.example", "Priority = 5; TimeToLive = 99", ["RecordData=mail.xn--bcher-kva.example", "Priority=5"], "-MailServer other.example"),
        ("_dmarc", "TXT", "v=DMARC1; p=none", "TimeToLive = 61", ["RecordData=v=DMARC1; p=none"], "-Text other"),
        ("_sip._tcp", "SRV", "5060 sip.example.net", "Weight = 7; Priority = 1; TimeToLive = 99", ["Weight=7"], ""),
        ("@", "CAA", "issue ca.example.net", "Flags = 128; TimeToLive = 99", ["Flags=128"], ""),
        ("docs", "CNAME", "docs.example.net", "TimeToLive = 5", ["RecordData=docs.example.net"], ""),
    ];

    private readonly ClientHome _home = new();
    private readonly DscDriver _dsc;

    public DscTests() => _dsc = new(_home);

    public ValueTask DisposeAsync() => _home.DisposeAsync();

    [Fact]
    public async Task Settings_are_set_found_and_mended_after_a_drift()
    {
        var stored = $"[IO.File]::ReadAllText('{Path.Combine(_home.Folder, "settings.json")}')";
        var lines = await _dsc.RunAsync(string.Join('\n', Settings.Select(row => $$"""
            '{{row.Resource}}'
            $wanted = @{ {{row.Properties}} }
            Test {{row.Resource}} $wanted
            Apply {{row.Resource}} $wanted
            Test {{row.Resource}} $wanted
            {{string.Join('\n', row.Told.Select(line => $"Show {row.Resource} @{{}} '{line.Split('=')[0]}'"))}}
            $stored = {{stored}}
            {{row.Drift}}
            Test {{row.Resource}} $wanted
            Apply {{row.Resource}} $wanted
            Apply {{row.Resource}} $wanted
            Test {{row.Resource}} $wanted
            "same=$({{stored}} -ceq $stored)"
            $exported = @(Export {{row.Resource}})[0]
            "exported=$($exported.Test())"
            """)));
        Assert.Equal(Settings.SelectMany(row => (string[])[row.Resource, "test=False", "test=True", .. row.Told, "test=False", "test=True", "same=True", "exported=True"]), lines);
    }

    [Fact]
    public async Task What_cannot_be_is_an_error_that_says_so_and_changes_nothing()
    {
        (string Resource, string Properties, string Told)[] wrong =
        [
            ("DNS4MeOnlineSetting", "Timeout = 'soon'", "'soon' is not a timeout"),
            ("DNS4MeOnlineSetting", "Address = '1'", "'1' is not"),
            ("DNS4MeOfflineSetting", "Url = 'ftp://x/'", "ftp://x/"),
            ("DNS4MeOption", "ReconnectInterval = '0'", "reconnect"),
            ("DNS4MeServer", "Port = 70000", "70000"),
            ("DNS4MeProxy", "Type = 'Socks5'; Address = ''", "proxy"),
            ("DNS4MeProxy", "Type = 'Socks6'", "Socks6"),
            ("DNS4MeRecord", "Domain = 'a.example'; Name = 'www'; Type = 'A'; RecordData = '192.0.2.300'", "192.0.2.300"),
            ("DNS4MeRecord", "Domain = 'a.example'; Name = 'a b'; Type = 'A'; RecordData = 'Default'", "a b"),
            ("DNS4MeRecord", "Domain = 'a.example'; Name = '@'; Type = 'MX'; RecordData = 'mail.example'; Priority = 70000", "70000"),
            ("DNS4MeRecord", "Domain = 'a.example'; Name = '_sip._tcp'; Type = 'SRV'; RecordData = 'sip.example'", "port"),
            ("DNS4MeWebSite", "Domain = 'a b'; Enabled = $true", "a b"),
            ("DNS4MeWebSite", "Domain = 'a.example'; Enabled = $true", "folder"),
        ];
        var settings = $"[IO.File]::ReadAllText('{Path.Combine(_home.Folder, "settings.json")}')";
        var lines = await _dsc.RunAsync($"Set-DNS4MeOption -LookInterval 3\n$before = {settings}\n"
            + string.Join('\n', wrong.Select(row => $"Fail {{ Apply {row.Resource} @{{ {row.Properties} }} }}"))
            + $"\n\"same=$({settings} -ceq $before)\"");
        Assert.Equal(wrong.Length + 1, lines.Count);
        Assert.All(wrong.Zip(lines), row =>
        {
            Assert.StartsWith("error=", row.Second, StringComparison.Ordinal);
            Assert.Contains(row.First.Told, row.Second, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Equal("same=True", lines[^1]);
    }

    [Fact]
    public async Task The_registration_and_the_connection_are_as_wanted()
    {
        await using var service = await DevService.StartAsync();
        await _home.RunAsync(ClientHome.UseServer(service));
        Assert.Equal(["Email=", "test=False"], await _dsc.RunAsync($"Show DNS4MeRegistration @{{}} Email\nTest DNS4MeRegistration @{{ {Registration(service)} }}"));
        await _dsc.ApplyAsync(("DNS4MeRegistration", Registration(service)));

        // Who has the wrong one learns it from the service, and keeps the right one.
        var wrong = await _dsc.RunAsync($"$wanted = @{{ {Registration(service)} }}\n$wanted.RegistrationId = New-Secret '00000-00000-00000-00000-00000'\nTest DNS4MeRegistration $wanted\nFail {{ Apply DNS4MeRegistration $wanted }}");
        Assert.Equal("test=False", wrong[0]);
        Assert.StartsWith("error=", wrong[1], StringComparison.Ordinal);
        Assert.DoesNotContain("00000-00000", wrong[1], StringComparison.Ordinal);
        Assert.Equal(["test=True", $"Domains={service.Domain},{service.Domain.Replace("alice", "bob", StringComparison.Ordinal)}"],
            await _dsc.RunAsync($"Test DNS4MeRegistration @{{ {Registration(service)} }}\nShow DNS4MeRegistration @{{}} Domains"));

        await _dsc.ApplyAsync(("DNS4MeConnection", "State = 'Online'; TimeoutSec = 30"));
        Assert.Equal(service.OnlineAddress, await service.AnswerAsync());
        await _dsc.ApplyAsync(("DNS4MeConnection", "State = 'Offline'"));
        Assert.NotEqual(service.OnlineAddress, await service.AnswerAsync());
    }

    [Fact]
    public async Task A_record_is_added_changed_in_its_place_and_removed()
    {
        await using var service = await DevService.StartAsync();
        await _home.RegisterAsync(service);

        // Another record of the name and type is not meant.
        var lines = await _dsc.RunAsync("function Ids($Name, $Type) { Get-DNS4MeRecord $domain $Name $Type | ForEach-Object { if (-not $_.IsDefault) { $_.Id } } }\n" + string.Join('\n', Records.Select(row => $$"""
            '{{row.Name}} {{row.Type}}'
            $domain = '{{service.Domain}}'
            $key = @{ Domain = $domain.ToUpperInvariant(); Name = '{{row.Name}}'; Type = '{{row.Type}}'; RecordData = '{{row.Data}}' }
            {{(row.Other.Length > 0 ? $"Add-DNS4MeRecord $domain '{row.Name}' {row.Type} {row.Other}" : "")}}
            $others = @(Ids $key.Name $key.Type)
            Show DNS4MeRecord $key Ensure
            Test DNS4MeRecord $key
            Apply DNS4MeRecord $key
            Test DNS4MeRecord $key
            $before = @(Ids $key.Name $key.Type)
            $whole = $key + @{ {{row.More}} }
            Test DNS4MeRecord $whole
            Apply DNS4MeRecord $whole
            Test DNS4MeRecord $whole
            Apply DNS4MeRecord $whole
            "kept=$($before.Count -eq $others.Count + 1 -and "$before" -eq "$(@(Ids $key.Name $key.Type))")"
            {{string.Join('\n', row.Told.Select(line => $"Show DNS4MeRecord $key '{line.Split('=')[0]}'"))}}
            "exported=$(@(Export DNS4MeRecord | ForEach-Object { if ($_.Name -eq $key.Name.Trim('@') -and $_.Type -eq $key.Type) { $_.Test() } }) -join ',')"
            $key.Ensure = 'Absent'
            Test DNS4MeRecord $key
            Apply DNS4MeRecord $key
            Test DNS4MeRecord $key
            Apply DNS4MeRecord $key
            "others=$("$(@(Ids $key.Name $key.Type))" -eq "$others")"
            """)));
        Assert.Equal(
            Records.SelectMany(row => (string[])
            [
                $"{row.Name} {row.Type}", "Ensure=Absent", "test=False", "test=True", "test=False", "test=True", "kept=True", .. row.Told, $"exported={(row.Other.Length > 0 ? "True,True" : "True")}", "test=False", "test=True", "others=True",
            ]),
            lines);
    }

    [Fact]
    public async Task An_alias_leads_elsewhere_in_its_place()
    {
        await using var service = await DevService.StartAsync();
        await _home.RegisterAsync(service);
        Assert.Equal(["test=False", "test=True", "RecordData=new.example.net"], await _dsc.RunAsync($$"""
            $alias = @{ Domain = '{{service.Domain}}'; Name = 'docs'; Type = 'CNAME'; RecordData = 'old.example.net' }
            Apply DNS4MeRecord $alias
            $alias.RecordData = 'new.example.net'
            Test DNS4MeRecord $alias
            Apply DNS4MeRecord $alias
            Test DNS4MeRecord $alias
            Show DNS4MeRecord $alias RecordData
            """));
    }

    [Fact]
    public async Task A_web_site_is_served_as_wanted_and_gone_when_it_is_to_be_absent()
    {
        await using var service = await DevService.StartAsync();
        await _home.RegisterAsync(service);
        var folder = Directory.CreateDirectory(Path.Combine(_home.Folder, "site")).FullName;
        File.WriteAllText(Path.Combine(folder, "start.html"), "Welcome");
        var port = Ports.Free();

        await _dsc.ApplyAsync(
            ("DNS4MeWebSite", $"Domain = '{service.Domain}'; Enabled = $true; LocalFolder = '{folder}'; DefaultDocument = 'start.html', 'index.html'"),
            ("DNS4MeWebServer", $"Port = {port.ToString(CultureInfo.InvariantCulture)}; HttpsPort = {Ports.Free().ToString(CultureInfo.InvariantCulture)}"));
        Assert.Equal("Welcome", await GetAsync(port, service.Domain));
        Assert.Equal(["DefaultDocument=start.html,index.html", "Ensure=Present"], await _dsc.RunAsync($"Show DNS4MeWebSite @{{ Domain = '{service.Domain}' }} DefaultDocument\nShow DNS4MeWebServer @{{}} Ensure"));
        Assert.Equal(["test=True"], await _dsc.RunAsync("Export DNS4MeWebSite | ForEach-Object { $_.CertificatePassword = $null; \"test=$($_.Test())\" }"));

        await _dsc.ApplyAsync(("DNS4MeWebSite", $"Domain = '{service.Domain}'; Ensure = 'Absent'"), ("DNS4MeWebServer", "Ensure = 'Absent'"));
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(port, service.Domain));
    }

    /// <summary>The configuration that the topic about DSC shows, resource by resource.</summary>
    [Fact]
    public async Task The_topics_configuration_can_be_set()
    {
        await using var service = await DevService.StartAsync();
        var topic = File.ReadAllText(Path.Combine(Repository.Root, "docs", "help", "about_DNS4Me_DSC.md"));
        var yaml = Yaml().Match(topic).Groups[1].Value
            .Replace("server.dyn.example", service.Api.Host, StringComparison.Ordinal)
            .Replace("Port: 1206", $"Port: {service.Api.Port}", StringComparison.Ordinal)
            .Replace("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", service.Pin, StringComparison.Ordinal)
            .Replace("alice@example.com", service.Email, StringComparison.Ordinal)
            .Replace("ABCD-EFGH-JKLM-NPQR", service.RegistrationId, StringComparison.Ordinal)
            .Replace("alice.dyn.example", service.Domain, StringComparison.Ordinal);
        var resources = Resource().Matches(yaml);
        Assert.Equal(6, resources.Count);
        await _dsc.ApplyAsync([.. resources.Select(resource => (
            resource.Groups[1].Value,
            string.Join("; ", Property().Matches(resource.Groups[2].Value).Select(property => $"{property.Groups[1].Value} = {Value(property.Groups[2].Value)}"))))]);
        Assert.Equal(service.OnlineAddress, await service.AnswerAsync());
    }

    private static string Value(string yaml)
    {
        var lines = yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines switch
        {
            [var one] when one.StartsWith("- ", StringComparison.Ordinal) => $"@('{one[2..]}')",
            [var user, var password] => $"New-Secret '{password.Split(": ")[1]}' '{user.Split(": ")[1]}'",
            [var one] => int.TryParse(one, CultureInfo.InvariantCulture, out _) ? one : $"'{one.Trim('\'')}'",
            _ => throw new InvalidDataException(yaml),
        };
    }

    private static string Registration(DevService service) => $"Name = 'Alice'; Email = '{service.Email}'; RegistrationId = New-Secret '{service.RegistrationId}'";

    private static async Task<string> GetAsync(int port, string host)
    {
        using var client = new HttpClient { BaseAddress = new(string.Create(CultureInfo.InvariantCulture, $"http://{IPAddress.Loopback}:{port}/")) };
        client.DefaultRequestHeaders.Host = host;
        return await client.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Yaml();

    [GeneratedRegex(@"type: DNS4Me/(\w+)\n +properties:\n((?: {6}.*\n)+)")]
    private static partial Regex Resource();

    [GeneratedRegex(@"^ {6}(\w+):((?: .*)?\n(?: {8}.*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Property();
}
