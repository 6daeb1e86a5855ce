using System.Net;
using System.Text;
using DNS4Me.Agent.Tests.Proxy;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>A machine that reaches the service through somebody else's proxy, or a TCP map.</summary>
public class ProxyTests
{
    /// <summary>Where the TCP map is, which no certificate names.</summary>
    private const string MapAddress = "127.0.0.2";

    private const string Secret = "PLANTED-PASSWORD-0006";
    private const string Credential = $"([pscredential]::new('alice', [Net.NetworkCredential]::new('', '{Secret}').SecurePassword))";

    [Fact]
    public async Task Behind_a_proxy_the_domains_lead_to_it_and_its_password_is_nowhere()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await using var proxy = await SocksProxy.StartAsync("alice", Secret);
        var result = await home.RunAsync(
            $$"""
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            {{ClientHome.UseServer(service)}}
            $credential = {{Credential}}
            $before = Test-DNS4MeProxy Socks5 127.0.0.1 {{proxy.Port}} -Credential $credential -Detailed
            "before $($before.Succeeded) $($before.SeenAddress)"
            Set-DNS4MeProxy Socks5 127.0.0.1 {{proxy.Port}} -Credential $credential -PassThru | Format-List
            "stored $(Test-DNS4MeProxy)"
            "stranger $((Test-DNS4MeProxy -UserId mallory -Detailed).Fault.Code)"
            "version $((Test-DNS4MeProxy Socks4 -Detailed).Fault.Code)"
            {{ClientHome.Register(service)}}
            Connect-DNS4Me -TimeoutSec 30 -PassThru | Format-List
            Get-DNS4MeProxy | Format-List
            Get-DNS4MeStatus | Format-List
            Get-DNS4MeEvent | Format-List
            Export-DNS4MeConfiguration
            """);

        Assert.Contains($"before True {SocksProxy.Address}", result.Lines);
        Assert.Contains("stored True", result.Lines);
        Assert.Contains("stranger ProxyAuthenticationRefused", result.Lines);
        Assert.Contains("version ProxyVersion", result.Lines);
        Assert.Equal(SocksProxy.Address, await service.AnswerAsync());

        var agent = (await home.AgentAsync())!.Value;
        Assert.DoesNotContain(Secret, result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(await ProcessFile.ReadAsync(agent, "cmdline")), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(await ProcessFile.ReadAsync(agent, "environ")), StringComparison.OrdinalIgnoreCase);
        var found = await ProgramRun.ToEndAsync("grep", ["--recursive", "--text", "--ignore-case", "--fixed-strings", "--devices=skip", "--files-with-matches", Secret, home.Folder]);
        Assert.True(found is { ExitCode: 1, Error: "" }, found.ToString());

        // Without the proxy the domains lead to the machine itself, and never were offline.
        await home.RunAsync("Clear-DNS4MeProxy\nUpdate-DNS4MeAddress");
        await service.ComesOnlineAsync();
    }

    [Fact]
    public async Task Behind_a_TCP_map_the_services_own_name_is_verified()
    {
        await using var service = await DevService.StartAsync();
        await using var map = new TcpForwarder(service.Api.Port, IPAddress.Parse(MapAddress));
        await using var home = new ClientHome { Authorities = service.Certificate };

        await home.RunAsync($"Set-DNS4MeServer -HostName {MapAddress} -Port {map.Port}");
        Assert.Equal("CertificateNotTrusted", await home.GetAsync("(Test-DNS4MeProxy -Detailed).Fault.Code"));
        await home.RunAsync("Set-DNS4MeServer -VerifyName other.example");
        Assert.Equal("CertificateNotTrusted", await home.GetAsync("(Test-DNS4MeProxy -Detailed).Fault.Code"));
        await home.RunAsync($"Set-DNS4MeServer -VerifyName localhost\n{ClientHome.Register(service)}\nConnect-DNS4Me -TimeoutSec 30");
        await service.IsOnlineAsync();
    }
}
