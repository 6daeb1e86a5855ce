using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DNS4Me.Agent.Tests.Proxy;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>A machine that reaches the service through somebody else's proxy, or a TCP map.</summary>
public class ProxyTests
{
    private const string ProxyAddress = "127.0.0.9";

    /// <summary>Where the TCP map is, which no certificate names.</summary>
    private const string MapAddress = "127.0.0.2";

    private const string Secret = "PLANTED-PASSWORD-0006";
    private const string Credential = $"([pscredential]::new('alice', [Net.NetworkCredential]::new('', '{Secret}').SecurePassword))";

    [Fact]
    public async Task Behind_a_proxy_the_domains_lead_to_it_and_its_password_is_nowhere()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        var port = FreePort();
        await using var proxy = ProgramRun.Start("microsocks", ["-i", "127.0.0.1", "-p", port, "-b", ProxyAddress, "-u", "alice", "-P", Secret]);
        await Eventually.IsTrueAsync(() => proxy.HasExited || Listens(port), "The proxy being there");
        var result = await home.RunAsync(
            $$"""
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            {{ClientHome.UseServer(service)}}
            $credential = {{Credential}}
            $before = Test-DNS4MeProxy Socks5 127.0.0.1 {{port}} -Credential $credential -Detailed
            "before $($before.Succeeded) $($before.SeenAddress)"
            Set-DNS4MeProxy Socks5 127.0.0.1 {{port}} -Credential $credential -PassThru | Format-List
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

        Assert.Contains($"before True {ProxyAddress}", result.Lines);
        Assert.Contains("stored True", result.Lines);
        Assert.Contains("stranger ProxyAuthenticationRefused", result.Lines);
        Assert.Contains("version ProxyVersion", result.Lines);
        Assert.Equal(ProxyAddress, await service.AnswerAsync());

        var agent = await home.AgentAsync();
        Assert.DoesNotContain(Secret, result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync($"/proc/{agent}/cmdline", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync($"/proc/{agent}/environ", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
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

    private static bool Listens(string port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
    }
}
