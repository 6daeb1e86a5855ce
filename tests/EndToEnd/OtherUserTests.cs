using DNS4Me.EndToEnd.Fixtures;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd;

/// <summary>An agent serves its owner, and a console speaks to its own user's agent. The tests need to be root to be two users.</summary>
public class OtherUserTests
{
    private const string Nobody = "65534";
    private static readonly string[] AsNobody = ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups"];

    [Fact]
    public async Task Another_user_cannot_speak_to_an_agent_even_where_the_folder_lets_them()
    {
        RequireRoot();
        await using var home = new ClientHome();
        await home.RunAsync("Start-DNS4MeAgent");
        var agent = await home.AgentAsync();
        OpenToAll(home);

        var error = await home.FailAsync("Get-DNS4MeEvent", AsNobody);

        Assert.Equal(nameof(FaultCode.AgentRefused), error.Code);
        Assert.Equal("PermissionDenied", error.Category);
        Assert.Equal(Path.Combine(home.Folder, "agent.sock"), error.Target);
        Assert.Equal(agent, await home.AgentAsync());
    }

    [Fact]
    public async Task A_console_sends_nothing_to_an_agent_of_somebody_else()
    {
        RequireRoot();
        await using var home = new ClientHome();
        Directory.CreateDirectory(home.Folder, (UnixFileMode)0b111_000_000);
        OpenParents(home);
        (await ProgramRun.ToEndAsync("chown", [$"{Nobody}:{Nobody}", home.Folder])).MustSucceed();
        string[] command = [.. AsNobody, Repository.Agent, AgentProtocol.HomeArgument, home.Folder, AgentProtocol.ReasonArgument, nameof(AgentStartReason.User)];
        await using var agent = ProgramRun.Start(command[0], command[1..], new Dictionary<string, string?> { ["HOME"] = home.Folder });
        await agent.LineAsync(AgentProtocol.ReadyLine);

        var error = await home.FailAsync("Get-DNS4MeEvent");

        Assert.Equal(nameof(FaultCode.AgentNotTrusted), error.Code);
        Assert.Equal("SecurityError", error.Category);
        Assert.Contains(Nobody, error.Message, StringComparison.Ordinal);
        await StopAsync(home);
    }

    private static void RequireRoot() => Rights.RequireRoot("be two users");

    /// <summary>Its owner stops it: root's console would not speak to it.</summary>
    private static async Task StopAsync(ClientHome home)
    {
        await using var stop = home.Start("Stop-DNS4MeAgent -Force", AsNobody);
        (await stop.EndAsync()).MustSucceed();
    }

    private static void OpenToAll(ClientHome home)
    {
        OpenParents(home);
        File.SetUnixFileMode(home.Folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(Path.Combine(home.Folder, "agent.sock"), (UnixFileMode)0b110_110_110);
    }

    private static void OpenParents(ClientHome home) => File.SetUnixFileMode(Path.GetDirectoryName(home.Folder)!, (UnixFileMode)0b111_101_101);
}
