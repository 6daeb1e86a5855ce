using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>A file of the home was torn by a power cut on a disk that lies, or by a hand. The agent was off.</summary>
internal static class FileFaults
{
    public static async Task<FaultRow> SettingsTornAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: Bounds.Timeout);
        await scene.KillAgentAsync();
        var whole = await TearAsync(scene, "settings.json");
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        var during = await scene.StatusAsync(status => status is { AgentRunning: true, Fault: FaultCode.SettingsUnreadable });
        await scene.VisitorsGetAsync(Scene.OfflinePage);
        var torn = await File.ReadAllTextAsync(InHome(scene, "settings.json"));
        Assert.Equal($"{FaultCode.SettingsUnreadable}", (await scene.Home.FailAsync("Set-DNS4MeOnlineSetting -Timeout 5")).Code);
        Assert.Equal(torn, await File.ReadAllTextAsync(InHome(scene, "settings.json")));

        await File.WriteAllTextAsync(InHome(scene, "settings.json"), whole);
        await scene.IsBackAsync(Bounds.AsLongAgain, epoch: 2);
        return new("settings.json is torn", "the agent's start", during.Words, $"{Scene.MachineAnswer} until the lease ends; then {Scene.OfflinePage}", "the file's being mended, or its .previous copy put in its place; the agent looks again", Bounds.AsLongAgain);
    }

    public static async Task<FaultRow> StateTornAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: Bounds.Timeout);
        await scene.KillAgentAsync();
        await TearAsync(scene, "state.json");
        await scene.FailedStatusAsync(FaultCode.SettingsUnreadable);

        await scene.Home.RunAsync("Start-DNS4MeAgent");
        await scene.IsBackAsync(Bounds.Command, epoch: 2);
        return new("state.json is torn", "the agent's start", $"the error {FaultCode.SettingsUnreadable} while no agent runs", $"{Scene.MachineAnswer} until the lease ends; then {Scene.OfflinePage}", "the agent's start: nothing in it is needed for that", Bounds.Command);
    }

    public static async Task<FaultRow> RegistrationTornAsync()
    {
        await using var scene = await Scene.OnlineAsync(await DevService.StartAsync(), timeout: Bounds.Timeout);
        await scene.KillAgentAsync();
        await TearAsync(scene, "registration.json");
        await scene.Home.RunAsync("Start-DNS4MeAgent");
        var during = await scene.StatusAsync(status => status is { AgentRunning: true, Fault: FaultCode.SettingsUnreadable });
        await scene.VisitorsGetAsync(Scene.OfflinePage);

        await scene.Home.RunAsync($"{ClientHome.Register(scene.Service)}\nConnect-DNS4Me -TimeoutSec 30");
        await scene.IsBackAsync(Bounds.AtOnce, epoch: 2);
        return new("registration.json is torn", "the agent's start", during.Words, $"{Scene.MachineAnswer} until the lease ends; then {Scene.OfflinePage}", "Register-DNS4Me and Connect-DNS4Me", Bounds.AtOnce);
    }

    private static string InHome(Scene scene, string file) => Path.Combine(scene.Home.Folder, file);

    /// <summary>Cuts a file in half, and gives what it was.</summary>
    private static async Task<string> TearAsync(Scene scene, string file)
    {
        var path = InHome(scene, file);
        var whole = await File.ReadAllTextAsync(path);
        await File.WriteAllTextAsync(path, whole[..(whole.Length / 2)]);
        return whole;
    }
}
