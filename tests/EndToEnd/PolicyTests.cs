using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Policies;

namespace DNS4Me.EndToEnd;

/// <summary>
/// The machine's policy where it really is, on a machine of the test's own: the machine's agent and a user's obey it, consoles show it, and nobody but root can make or escape it. The tests
/// need to be root to be several users.
/// </summary>
public class PolicyTests
{
    [Fact]
    public async Task A_policy_governs_the_machines_agent_as_it_comes_changes_and_goes()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await Machine.StartAsync();
        await machine.StartAgentAsync();
        (await machine.ScriptAsync(Machine.Member, $"{ClientHome.UseServer(service)}\n{ClientHome.Register(service)}\nSet-DNS4MeOnlineSetting -Timeout 7\nConnect-DNS4Me")).MustSucceed();
        await service.IsOnlineAsync();

        await GiveAsync(machine, """{"OnlineTimeoutSeconds":120,"OfflineBehavior":"KeepAddress"}""");
        await Eventually.IsAsync("00:02:00 MachinePolicy Default", () => machine.GetAsync(Machine.Member, "Get-DNS4MeOnlineSetting | ForEach-Object { \"$($_.Timeout) $($_.Source.Timeout) $($_.Source.Automatic)\" }"), "The policy's being in force");
        Assert.StartsWith("GovernedByPolicy", await machine.FailAsync(Machine.Member, "Set-DNS4MeOnlineSetting -Timeout 3"), StringComparison.Ordinal);
        Assert.StartsWith("GovernedByPolicy", await machine.FailAsync(Machine.Member, "Reset-DNS4MeOfflineSetting -WhatIf"), StringComparison.Ordinal);
        Assert.Equal("KeepAddress", await machine.GetAsync(Machine.Member, "Get-DNS4MeOfflineSetting | Set-DNS4MeOfflineSetting -PassThru | ForEach-Object Behavior"));
        Assert.Contains("\"timeoutSeconds\": 420", await machine.GetAsync(Machine.Member, "(Export-DNS4MeConfiguration) -replace '[\\r\\n]', ''"), StringComparison.Ordinal);
        await service.IsOnlineAsync();

        // The policy is the service's truth too: gone, the address stays.
        (await machine.ScriptAsync(Machine.Member, "Disconnect-DNS4Me")).MustSucceed();
        Assert.Equal(service.OnlineAddress, await service.AnswerAsync());

        (await machine.InAsync(Machine.Root, "rm", PolicyFile.Path)).MustSucceed();
        await Eventually.IsAsync("00:07:00 Own", () => machine.GetAsync(Machine.Member, "Get-DNS4MeOnlineSetting | ForEach-Object { \"$($_.Timeout) $($_.Source.Timeout)\" }"), "The policy's end");
        Assert.Contains("No policy is in force any more", await machine.GetAsync(Machine.Member, "(Get-DNS4MeEvent).Message -join ' '"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_an_agent_sees_the_policy_and_no_home_or_variable_of_the_users_escapes_it()
    {
        await using var machine = await Machine.StartAsync();
        await GiveAsync(machine, """{"ServerHostName":"fleet.example","OptionReconnect":false}""");
        var home = $"$env:DNS4ME_HOME = '{machine.HomeOf(Machine.Stranger)}/own'; $env:DNS4ME_POLICY = '/dev/null'; ";
        Assert.Equal(
            "fleet.example MachinePolicy Default fleet.example:1206",
            await machine.GetAsync(Machine.Stranger, home + "$server = Get-DNS4MeServer; \"$($server.HostName) $($server.Source.HostName) $($server.Source.Port) $((Get-DNS4MeStatus).Server)\""));
        Assert.StartsWith("GovernedByPolicy", await machine.FailAsync(Machine.Stranger, home + "Set-DNS4MeServer -HostName mine.example -ErrorAction Stop"), StringComparison.Ordinal);
        Assert.Equal("1207 False", await machine.GetAsync(Machine.Stranger, home + "Set-DNS4MeServer -HostName fleet.example -Port 1207; \"$((Get-DNS4MeServer).Port) $((Get-DNS4MeAgent).Scope -eq 'Machine')\"; Stop-DNS4MeAgent -Force"));

        // A policy that this user may not read is one all the same.
        (await machine.InAsync(Machine.Root, "chmod", "700", PolicyFile.Folder)).MustSucceed();
        Assert.StartsWith("PolicyUnreadable", await machine.FailAsync(Machine.Stranger, home + "Get-DNS4MeOption"), StringComparison.Ordinal);
        (await machine.InAsync(Machine.Root, "chmod", "755", PolicyFile.Folder)).MustSucceed();

        var check = (await machine.InAsync(Machine.Stranger, Repository.Agent, "check", "--home", machine.HomeOf(Machine.Stranger) + "/own")).MustSucceed();
        Assert.Contains("ServerHostName (MachinePolicy) 'Host name or address of the service': HostName is 'fleet.example'", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_is_not_roots_alone_is_not_obeyed_and_the_agent_that_starts_speaks_to_no_service()
    {
        await using var service = await DevService.StartAsync();
        await using var machine = await Machine.StartAsync();
        await GiveAsync(machine, """{"OptionReconnect":false}""");
        (await machine.InAsync(Machine.Root, "chown", "member", PolicyFile.Path)).MustSucceed();
        await machine.StartAgentAsync();
        Assert.StartsWith("PolicyUnreadable", await machine.FailAsync(Machine.Member, "Get-DNS4MeServer"), StringComparison.Ordinal);
        Assert.StartsWith("PolicyUnreadable", await machine.FailAsync(Machine.Member, ClientHome.UseServer(service)), StringComparison.Ordinal);
        Assert.Equal("PolicyUnreadable", await machine.GetAsync(Machine.Member, "(Get-DNS4MeStatus).Fault.Code"));
        var check = await machine.InAsync(Machine.Root, Repository.Agent, "check", "--machine");
        Assert.Equal(1, check.ExitCode);
        Assert.Contains($"FAILED  policy: The policy cannot be obeyed ({PolicyFile.Path}): '{PolicyFile.Path}' belongs to the user {Machine.Member}", check.Output, StringComparison.Ordinal);

        (await machine.InAsync(Machine.Root, "chown", "root", PolicyFile.Path)).MustSucceed();
        await Eventually.IsAsync("False", () => machine.GetAsync(Machine.Member, "try { (Get-DNS4MeOption).Reconnect } catch { $_ }"), "The policy's being obeyed");
    }

    private static async Task GiveAsync(Machine machine, string policies)
    {
        (await machine.InAsync(Machine.Root, "install", "-d", "-m", "0755", PolicyFile.Folder)).MustSucceed();
        (await machine.InAsync(Machine.Root, "sh", "-c", $"umask 022; printf '%s' '{policies}' > {PolicyFile.Path}.new && mv {PolicyFile.Path}.new {PolicyFile.Path}")).MustSucceed();
    }
}
