using System.Runtime.Versioning;
using System.Text;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Tests.Rpc;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Hosting;

/// <summary>Who reaches the agent, and where.</summary>
[UnsupportedOSPlatform("windows")]
public class EndpointTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private const string Nobody = "65534";

    public EndpointTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Sockets, modes and owners are Unix's.");

    [Fact]
    public async Task A_home_with_a_long_path_has_a_short_socket()
    {
        await using var agent = await RunningAgent.StartAsync(homeLength: 200);
        Assert.InRange(agent.Home.Folder.Length, 200, int.MaxValue);
        Assert.InRange(Encoding.UTF8.GetByteCount(agent.Home.Endpoint), 1, AgentHome.LongestSocketPath);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.GetDirectoryName(agent.Home.Endpoint)!));
        using var client = await RpcClient.GreetAsync(agent.Home);
        Assert.Null((await client.CallAsync(AgentProtocol.GetStatus)).Error);
    }

    [Fact]
    public async Task An_agent_that_ends_leaves_the_socket_of_the_one_that_has_its_place_by_now()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A pipe has no file.");
        using var home = new TestHome();
        await using (var first = await AgentHost.StartAsync(home.Home, AgentStartReason.Command, TimeProvider.System, (_, _) => Task.FromResult(new FakeAgent())))
        {
            Directory.Delete(home.Home.Folder, recursive: true);
            await using var second = await AgentHost.StartAsync(home.Home, AgentStartReason.Command, TimeProvider.System, (_, _) => Task.FromResult(new FakeAgent()));
            await first.DisposeAsync();
            using var client = await RpcClient.GreetAsync(home.Home);
            Assert.Null((await client.CallAsync(AgentProtocol.GetStatus)).Error);
        }

        Assert.False(File.Exists(home.Home.Endpoint));
    }

    [Fact]
    public async Task Another_user_is_refused_even_where_the_folder_lets_it_in()
    {
        Rights.RequireRoot("become another user");
        await using var agent = await RunningAgent.StartAsync();
        for (var folder = agent.Home.Folder; folder != Path.GetTempPath().TrimEnd('/'); folder = Path.GetDirectoryName(folder)!)
        {
            File.SetUnixFileMode(folder, Everybody);
        }

        File.SetUnixFileMode(agent.Home.Endpoint, Everybody);
        string[] ask = ["curl", "--silent", "--http0.9", "--max-time", "30", "--unix-socket", agent.Home.Endpoint, "http://agent/"];
        var (_, refused, _) = await AgentProgram.RunAsync("setpriv", ["--reuid", Nobody, "--clear-groups", .. ask]);
        Assert.Contains(nameof(FaultCode.AgentRefused), refused, StringComparison.Ordinal);

        // The same peer as ourselves is heard: what it says is no JSON.
        var (_, heard, _) = await AgentProgram.RunAsync(ask[0], ask[1..]);
        Assert.DoesNotContain(nameof(FaultCode.AgentRefused), heard, StringComparison.Ordinal);
        Assert.Contains("-32700", heard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_home_that_others_can_look_into_is_closed_to_them()
    {
        using var test = new TestHome();
        Directory.CreateDirectory(test.Home.Folder);
        File.SetUnixFileMode(test.Home.Folder, Everybody);
        await using var host = await AgentHost.StartAsync(test.Home, AgentStartReason.Command, TimeProvider.System, (_, _) => Task.FromResult(new FakeAgent()));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(test.Home.Folder));
    }

    [Fact]
    public async Task A_home_that_belongs_to_somebody_else_is_refused()
    {
        Rights.RequireRoot("give a folder away");
        using var test = new TestHome();
        Directory.CreateDirectory(test.Home.Folder);
        Assert.Equal(0, (await AgentProgram.RunAsync("chown", Nobody, test.Home.Folder)).ExitCode);
        var failure = Assert.Throws<DNS4MeException>(() => PrivateFolder.PrepareHome(test.Home));
        Assert.Equal(FaultCode.AgentStartFailed, failure.Fault.Code);
        Assert.Contains(Nobody, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_home_may_be_a_link_to_a_folder_of_ones_own()
    {
        using var test = new TestHome();
        var target = Directory.CreateDirectory(Path.Combine(test.Root, "target")).FullName;
        File.CreateSymbolicLink(test.Home.Folder, target);
        PrivateFolder.PrepareHome(test.Home);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(target));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("dangling link")]
    [InlineData("file")]
    [InlineData("open folder")]
    public void A_shared_place_with_something_else_in_it_is_refused(string what)
    {
        using var test = new TestHome();
        var path = Path.Combine(test.Root, "place");
        switch (what)
        {
            case "link":
                File.CreateSymbolicLink(path, Directory.CreateDirectory(Path.Combine(test.Root, "target"), OwnerOnly).FullName);
                break;
            case "dangling link":
                File.CreateSymbolicLink(path, Path.Combine(test.Root, "nowhere"));
                break;
            case "file":
                File.WriteAllText(path, "");
                break;
            default:
                Directory.CreateDirectory(path);
                File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherExecute);
                break;
        }

        Assert.Equal(FaultCode.AgentStartFailed, Assert.Throws<DNS4MeException>(() => PrivateFolder.PrepareShared(path, test.Home.Folder)).Fault.Code);
    }

    [Fact]
    public async Task A_shared_place_that_belongs_to_somebody_else_is_refused()
    {
        Rights.RequireRoot("give a folder away");
        using var test = new TestHome();
        var path = Directory.CreateDirectory(Path.Combine(test.Root, "place"), OwnerOnly).FullName;
        Assert.Equal(0, (await AgentProgram.RunAsync("chown", Nobody, path)).ExitCode);
        Assert.Equal(FaultCode.AgentStartFailed, Assert.Throws<DNS4MeException>(() => PrivateFolder.PrepareShared(path, test.Home.Folder)).Fault.Code);
    }

    [Fact]
    public async Task Nothing_is_left_open_when_the_engine_does_not_start()
    {
        using var test = new TestHome();
        var fault = Faults.SettingsUnreadable("settings.json", "it is torn.");
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => AgentHost.StartAsync(
            test.Home, AgentStartReason.Command, TimeProvider.System, (_, _) => Task.FromException<FakeAgent>(new DNS4MeException(fault))));
        Assert.Equal(fault, failure.Fault);
        Assert.False(File.Exists(test.Home.Endpoint));
        await using var next = await AgentHost.StartAsync(test.Home, AgentStartReason.Command, TimeProvider.System, (_, _) => Task.FromResult(new FakeAgent()));
    }
}
