using System.Net;
using System.Net.Sockets;
using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>The machine's agent as a real systemd runs it: in its sandbox, through crashes, shutdowns and boots.</summary>
public class SystemdTests
{
    [Fact]
    public async Task The_service_keeps_the_domains_online_through_a_crash_a_shutdown_and_a_boot()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await SystemdMachine.StartAsync();
        Assert.Equal(["test=False", "test=True", "test=True"], await ApplyAsync("Present"));
        Assert.Equal("active", await machine.PropertyAsync("ActiveState"));
        Assert.Equal("True True Automatic dns4me", await machine.GetAsync("Get-DNS4MeService | ForEach-Object { \"$($_.Installed) $($_.Running) $($_.StartType) $($_.User)\" }"));
        (await machine.ScriptAsync($"{ClientHome.UseServer(service)}\n{ClientHome.Register(service)}\nConnect-DNS4Me -TimeoutSec 30")).MustSucceed();
        await service.IsOnlineAsync();

        // A web server's port is one that only its capability opens to the service's user.
        var port = FreeLowPort();
        (await machine.InAsync("sh", "-ec", "mkdir /usr/local/site; echo Hello > /usr/local/site/index.html")).MustSucceed();
        (await machine.ScriptAsync($"Set-DNS4MeWebSite {service.Domain} -Enabled $true -Primary $true -LocalFolder /usr/local/site\nStart-DNS4MeWebServer -Port {port}")).MustSucceed();
        Assert.Equal("Hello", await VisitAsync(port));

        // What the sandbox forbids shows in the agent's own log of faults, if it needed any of it.
        Assert.Equal("0", await machine.GetAsync("@(Get-DNS4MeEvent | Where-Object { $_.Fault }).Count"));
        var first = await machine.PropertyAsync("MainPID");
        (await machine.InAsync("kill", "-KILL", first)).MustSucceed();
        await Eventually.IsAsync("True", async () => $"{await machine.PropertyAsync("MainPID") is var now && now != first && now != "0"}", "Another process being there");
        await Eventually.IsAsync("Online 2", () => machine.GetAsync("Get-DNS4MeStatus | ForEach-Object { \"$($_.State) $($_.Epoch)\" }"), "The status");

        await machine.ShutDownAsync();
        await service.IsOfflineAsync();
        Assert.Equal("", await VisitAsync(port));

        await machine.BootAsync();
        await service.ComesOnlineAsync();
        await Eventually.IsAsync("Hello", () => VisitAsync(port), "The web site");
        Assert.Equal(["test=False", "test=True", "test=True"], await ApplyAsync("Absent"));
        await service.IsOfflineAsync();

        // As a configuration does it, and once more.
        async Task<IEnumerable<string>> ApplyAsync(string ensure) => (await machine.ScriptAsync(
            $"{DscDriver.Functions}$wanted = @{{ Ensure = '{ensure}' }}\nTest DNS4MeService $wanted\n1, 2 | ForEach-Object {{ Apply DNS4MeService $wanted\nTest DNS4MeService $wanted }}")).MustSucceed().Lines;
    }

    private static async Task<string> VisitAsync(int port) => (await ProgramRun.ToEndAsync("curl", ["-s", "--max-time", "20", $"http://localhost:{port}/"])).Output.Trim();

    private static int FreeLowPort()
    {
        for (var port = 1023; ; port--)
        {
            using var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
            }
        }
    }
}
