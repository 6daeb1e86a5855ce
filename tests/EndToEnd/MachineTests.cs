using System.Globalization;
using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd;

/// <summary>The machine's agent: who may speak to it, what those hear who may not, and how it is installed. The tests need to be root to be several users.</summary>
public class MachineTests
{
    private const int Terminate = 15;

    [Theory]
    [InlineData(Machine.Root)]
    [InlineData(Machine.Service)]
    [InlineData(Machine.Member)]
    public async Task The_machines_agent_serves_root_its_own_user_and_the_members_of_its_group(int user)
    {
        await using var machine = await Machine.StartAsync();
        await machine.StartAgentAsync();

        Assert.Equal("Machine True Service /var/lib/dns4me", await machine.GetAsync(user, "Get-DNS4MeAgent | ForEach-Object { \"$($_.Scope) $($_.Running) $($_.StartReason) $($_.Home)\" }"));
        Assert.Equal("Machine", await machine.GetAsync(user, "(Get-DNS4MeStatus).Scope"));

        // The files are the service's alone, so that what is stored is asked of the agent.
        Assert.Equal("00:07:00 Direct", await machine.GetAsync(user, "Set-DNS4MeOnlineSetting -Timeout 7; (Get-DNS4MeOnlineSetting).Timeout; (Test-DNS4MeProxy -TimeoutSec 1 -Detailed).Proxy.Type"));
    }

    [Fact]
    public async Task A_stranger_is_told_to_run_elevated_and_gets_no_agent_of_its_own()
    {
        await using var machine = await Machine.StartAsync();
        await machine.StartAgentAsync();
        foreach (var command in new[] { "Get-DNS4MeStatus", "Connect-DNS4Me", "Set-DNS4MeOption -Reconnect 0", "Start-DNS4MeAgent", "Stop-DNS4MeAgent -Force" })
        {
            var error = await machine.FailAsync(Machine.Stranger, command);
            Assert.StartsWith(nameof(FaultCode.AgentRefused), error, StringComparison.Ordinal);
            Assert.Contains("elevated", error, StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(Path.Combine(machine.HomeOf(Machine.Stranger), ".local", "share", AgentHome.FolderName)));
    }

    [Fact]
    public async Task A_stranger_is_refused_by_its_credentials_even_where_the_folder_lets_it_in()
    {
        await using var machine = await Machine.StartAsync();
        await machine.StartAgentAsync();
        (await machine.InAsync(Machine.Root, "chmod", "755", Path.GetDirectoryName(Machine.Socket)!)).MustSucceed();
        (await machine.InAsync(Machine.Root, "chmod", "666", Machine.Socket)).MustSucceed();

        Assert.StartsWith(nameof(FaultCode.AgentRefused), await machine.FailAsync(Machine.Stranger, "Get-DNS4MeStatus"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_console_sends_nothing_to_a_machines_agent_that_is_somebody_elses()
    {
        await using var machine = await Machine.StartAsync();
        (await machine.InAsync(Machine.Root, "install", "-d", "-o", "member", "-m", "0755", Path.GetDirectoryName(Machine.Socket)!, Machine.StateFolder)).MustSucceed();
        await using var agent = ProgramRun.Start("nsenter", machine.Enter(Machine.Member, [Repository.Agent, MachineService.MachineArgument, AgentProtocol.ReasonArgument, nameof(AgentStartReason.Service)]));
        await agent.LineAsync(AgentProtocol.ReadyLine);

        Assert.StartsWith(nameof(FaultCode.AgentNotTrusted), await machine.FailAsync(Machine.Root, "Get-DNS4MeStatus"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_the_user_names_goes_before_the_machines()
    {
        await using var machine = await Machine.StartAsync();
        await machine.StartAgentAsync();
        Assert.Equal("User", await machine.GetAsync(Machine.Stranger, $"$env:{AgentHome.Variable} = '{machine.HomeOf(Machine.Stranger)}/own'; (Get-DNS4MeAgent).Scope"));
    }

    [Fact]
    public async Task The_end_that_the_system_asks_for_takes_the_domains_offline()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await Machine.StartAsync();
        var agent = await machine.StartAgentAsync();
        (await machine.ScriptAsync(Machine.Member, $"{ClientHome.UseServer(service)}\n{ClientHome.Register(service)}\nConnect-DNS4Me")).MustSucceed();
        await service.IsOnlineAsync();
        var process = await machine.GetAsync(Machine.Member, "(Get-DNS4MeAgent).ProcessId");

        Signals.Send(int.Parse(process, CultureInfo.InvariantCulture), Terminate);

        Assert.Equal(0, (await agent.EndAsync()).ExitCode);
        await service.IsOfflineAsync();
    }

    [Fact]
    public async Task The_service_is_installed_started_set_and_removed_by_the_cmdlets()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await Machine.StartAsync();
        const string shown = "Get-DNS4MeService | ForEach-Object { \"$($_.Installed) $($_.Running) $($_.StartType) $($_.User)\" }";
        Assert.Equal("False False", await machine.GetAsync(Machine.Root, shown));

        (await machine.ScriptAsync(Machine.Root, "Install-DNS4MeService")).MustSucceed();
        Assert.Equal("True True Automatic dns4me", await machine.GetAsync(Machine.Member, shown));
        Assert.Equal("/usr/local/libexec/dns4me/agent", await machine.GetAsync(Machine.Root, "(Get-DNS4MeService).Program"));
        Assert.Equal(await machine.GetAsync(Machine.Root, "(Get-DNS4MeService).Version"), await machine.GetAsync(Machine.Root, "(Get-DNS4MeAgent).Version"));

        (await machine.ScriptAsync(Machine.Root, $"{ClientHome.UseServer(service)}\n{ClientHome.Register(service)}\nConnect-DNS4Me")).MustSucceed();
        await service.IsOnlineAsync();

        (await machine.ScriptAsync(Machine.Root, "Set-DNS4MeOption -StartWithSystem 0")).MustSucceed();
        Assert.Equal("True True Manual dns4me", await machine.GetAsync(Machine.Root, shown));
        Assert.Contains("elevated", (await machine.ScriptAsync(Machine.Member, "Set-DNS4MeOption -StartWithSystem 1")).MustSucceed() is var told ? told.Output + told.Error : "", StringComparison.OrdinalIgnoreCase);

        (await machine.ScriptAsync(Machine.Root, "Stop-DNS4MeAgent -Force")).MustSucceed();
        await service.IsOfflineAsync();
        Assert.StartsWith(nameof(FaultCode.AgentNotRunning), await machine.FailAsync(Machine.Root, "Connect-DNS4Me"), StringComparison.Ordinal);
        Assert.StartsWith(nameof(FaultCode.NotElevated), await machine.FailAsync(Machine.Member, "Start-DNS4MeAgent"), StringComparison.Ordinal);
        (await machine.ScriptAsync(Machine.Root, "Start-DNS4MeAgent")).MustSucceed();
        await service.ComesOnlineAsync();

        Assert.StartsWith(nameof(FaultCode.NotElevated), await machine.FailAsync(Machine.Member, "Uninstall-DNS4MeService -Confirm:$false"), StringComparison.Ordinal);
        (await machine.ScriptAsync(Machine.Root, "Uninstall-DNS4MeService -Confirm:$false")).MustSucceed();
        await service.IsOfflineAsync();
        Assert.Equal("False False", await machine.GetAsync(Machine.Root, shown));
        (await machine.InAsync(Machine.Root, "test", "-f", Machine.StateFolder + "/registration.json")).MustSucceed();
        Assert.Equal("User", await machine.GetAsync(Machine.Root, "(Get-DNS4MeAgent).Scope"));
    }
}
