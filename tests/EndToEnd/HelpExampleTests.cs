using System.Globalization;
using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Help;

namespace DNS4Me.EndToEnd;

/// <summary>Every example of every page of help, in one console beside a service of its own.</summary>
public sealed class HelpExampleTests : IDisposable
{
    /// <summary>How many examples say that they are not run: they change the machine, wait for somebody, or need what no test has.</summary>
    private const int NotRun = 12;

    /// <summary>The commands of PowerShell that examples use and the small host has not.</summary>
    private const string StandIns =
        """
        function Get-Credential { [pscredential]::new('alice', [Net.NetworkCredential]::new('', 'secret').SecurePassword) }
        function Read-Host { param($Prompt, [switch] $AsSecureString) [Net.NetworkCredential]::new('', 'a passphrase of several words').SecurePassword }
        function Full($Path) { $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path) }
        function Get-Content { param($Path) [IO.File]::ReadAllLines((Full $Path)) }
        function Unregister-Event { param($SourceIdentifier) $ExecutionContext.Events.GetEventSubscribers($SourceIdentifier) | ForEach-Object { $ExecutionContext.Events.UnsubscribeEvent($_) } }
        function Export-Csv {
            param($Path, [Parameter(ValueFromPipeline)] $InputObject)
            begin { $rows = [Collections.Generic.List[string]]::new() }
            process {
                $members = @($InputObject.PSObject.Properties)
                if ($rows.Count -eq 0) { $rows.Add(($members.Name | ForEach-Object { '"' + $_ + '"' }) -join ',') }
                $rows.Add(($members | ForEach-Object { '"' + $(if ($null -eq $_.Value) { '' } else { $_.Value.ToString().Replace('"', '""') }) + '"' }) -join ',')
            }
            end { [IO.File]::WriteAllLines((Full $Path), $rows) }
        }
        function Import-Csv {
            param($Path)
            $head = $null
            foreach ($line in Get-Content $Path) {
                $cells = @([regex]::Matches($line, '(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))') | ForEach-Object { $_.Groups[1].Value.Replace('""', '"') + $_.Groups[2].Value })
                if (-not $head) { $head = $cells; continue }
                $row = [ordered] @{}
                for ($i = 0; $i -lt $head.Count; $i++) { $row[$head[$i]] = $cells[$i] }
                [pscustomobject] $row
            }
        }

        """;

    /// <summary>The pages in an order that makes sense: what later ones need is made by earlier ones.</summary>
    private static readonly string[] Order =
    [
        "Get-DNS4MeAgent", "Get-DNS4MeService", "Install-DNS4MeService", "Uninstall-DNS4MeService", "Get-DNS4MeServer", "Set-DNS4MeServer", "Reset-DNS4MeServer",
        "Get-DNS4MeProxy", "Set-DNS4MeProxy", "Test-DNS4MeProxy", "Clear-DNS4MeProxy", "Open-DNS4MePage", "Test-DNS4MeUpdate", "Register-DNS4Me", "Get-DNS4MeRegistration",
        "Get-DNS4MeOption", "Set-DNS4MeOption", "Reset-DNS4MeOption", "Get-DNS4MeOfflineSetting", "Set-DNS4MeOfflineSetting", "Reset-DNS4MeOfflineSetting",
        "Get-DNS4MeOnlineSetting", "Set-DNS4MeOnlineSetting", "Reset-DNS4MeOnlineSetting", "Export-DNS4MeConfiguration", "Import-DNS4MeConfiguration",
        "Connect-DNS4Me", "Update-DNS4MeAddress", "Get-DNS4MeStatus", "Get-DNS4MeDomain", "Register-DNS4MeEvent", "Get-DNS4MeEvent", "Watch-DNS4Me",
        "Add-DNS4MeRecord", "Get-DNS4MeRecord", "Set-DNS4MeRecord", "Resolve-DNS4MeName", "Test-DNS4MeDomain", "Export-DNS4MeZoneFile", "Remove-DNS4MeRecord", "Import-DNS4MeZoneFile",
        "Get-DNS4MeWebSite", "Set-DNS4MeWebSite", "Start-DNS4MeWebServer", "Get-DNS4MeWebServer", "Stop-DNS4MeWebServer", "Remove-DNS4MeWebSite",
        "Export-DNS4MeDiagnostic", "Disconnect-DNS4Me", "Start-DNS4MeAgent", "Stop-DNS4MeAgent",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-help-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_example_does_what_it_says_without_an_error()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs", "help"), "*-DNS4Me*.md").Select(HelpPageReader.Read).ToDictionary(page => page.Name);
        Assert.Equal(pages.Keys.Order(), Order.Order());
        Assert.Equal(NotRun, pages.Values.Sum(page => page.Examples.Count(example => example.NotRun is not null)));

        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        File.WriteAllText(Path.Combine(_folder, "records.csv"), $"Domain,Name,Type,Address,MailServer,TimeToLive\n{service.Domain},csv,A,192.0.2.21,,300\n{service.Domain},csv,,,mail.example.net,\n");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "site")).FullName, "index.html"), "<title>Alice</title>");

        var examples = Order.SelectMany(name => pages[name].Examples.Select((example, index) => (Name: $"{name} {index + 1}", Example: example))).Where(item => item.Example.NotRun is null).ToList();
        var web = Ports.Free();
        var script = $"$null = $ExecutionContext.SessionState.Path.SetLocation('{_folder}')\n{StandIns}{ClientHome.UseServer(service)}\n"
            + string.Join('\n', examples.Select(item => Wrap(item.Name, Adapt(item.Example.Code, service, web), After(item.Name, service))));
        var result = await home.RunAsync(script);

        Assert.Equal("", string.Join('\n', result.Lines.Where(line => line.StartsWith("failed ", StringComparison.Ordinal))));
        Assert.Equal(examples.Select(item => item.Name), result.Lines.Where(line => line.StartsWith("done ", StringComparison.Ordinal)).Select(line => line[5..]));
    }

    private static string Wrap(string name, string code, string after)
        => $"try {{ $null = & {{\n{code}\n}}\n[Console]::WriteLine('done {name}') }} catch {{ [Console]::WriteLine(\"failed {name}: $_\") }}\n{after}";

    /// <summary>What a page leaves behind that would be in the way of the next.</summary>
    private static string After(string name, DevService service) => name.Split(' ')[0] switch
    {
        "Set-DNS4MeServer" or "Reset-DNS4MeServer" => ClientHome.UseServer(service),
        "Set-DNS4MeProxy" or "Test-DNS4MeProxy" => "Clear-DNS4MeProxy",
        "Connect-DNS4Me" => "Connect-DNS4Me",
        _ => "",
    };

    /// <summary>Puts what the test has in the place of what the pages speak of.</summary>
    private static string Adapt(string code, DevService service, int web)
    {
        var dns = service.Dns.Port.ToString(CultureInfo.InvariantCulture);
        return code
            .Replace("-HostName server.dyn.example -Port 1206", $"-HostName {service.Api.Host} -Port {service.Api.Port}", StringComparison.Ordinal)
            .Replace("sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", service.Pin, StringComparison.Ordinal)
            .Replace("alice@example.com", service.Email, StringComparison.Ordinal)
            .Replace("ABCD-EFGH-JKLM-NPQR", service.RegistrationId, StringComparison.Ordinal)
            .Replace("Server ns1.dyn.example", code.Contains("Resolve-", StringComparison.Ordinal) ? $"Server 127.0.0.1 -Port {dns}" : $"Server 127.0.0.1:{dns}", StringComparison.Ordinal)
            .Replace("alice.dyn.example", service.Domain, StringComparison.Ordinal)
            .Replace("*.dyn.example", "*" + service.Domain[service.Domain.IndexOf('.', StringComparison.Ordinal)..], StringComparison.Ordinal)
            .Replace("proxy.example", "127.0.0.1", StringComparison.Ordinal)
            .Replace("Server -Port 8080", $"Server -Port {web}", StringComparison.Ordinal);
    }
}
