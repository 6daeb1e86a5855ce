using System.Runtime.InteropServices;
using System.Text;
using DNS4Me.Local;

namespace DNS4Me.Tests.Local;

public class AgentHomeTests
{
    [Fact]
    public void The_home_lies_in_the_users_local_data_unless_it_is_moved()
    {
        Assert.Equal("/home/a/.local/share/DNS4Me", AgentHome.OfUser(null, "/home/a/.local/share", "1000", false).Folder);
        Assert.Equal("/srv/x", AgentHome.OfUser("/srv/x/", "/home/a/.local/share", "1000", false).Folder);
    }

    [Fact]
    public void A_socket_lies_in_its_home_as_long_as_its_path_fits()
    {
        var fits = "/" + new string('a', AgentHome.LongestSocketPath - "//agent.sock".Length);
        Assert.Equal(fits + "/agent.sock", AgentHome.OfUser(fits, "", "1000", false).Endpoint);
        var endpoint = AgentHome.OfUser(fits + "a", "", "1000", false).Endpoint;
        Assert.StartsWith(AgentHome.ShortSocketFolder("1000") + "/", endpoint);
        Assert.True(Encoding.UTF8.GetByteCount(endpoint) <= AgentHome.LongestSocketPath);
    }

    [Fact]
    public void Long_homes_do_not_share_a_socket()
        => Assert.NotEqual(Endpoint("x"), Endpoint("y"));

    [Fact]
    public void Letters_outside_ASCII_count_by_their_bytes()
        => Assert.StartsWith("/tmp/", AgentHome.OfUser("/" + new string('ü', 60), "", "1000", false).Endpoint);

    [Theory]
    [InlineData("LINUX", "/var/lib/dns4me", "/run/dns4me/agent.sock")]
    [InlineData("OSX", "/Library/Application Support/DNS4Me/state", "/Library/Application Support/DNS4Me/run/agent.sock")]
    [InlineData("WINDOWS", "/shared/DNS4Me", "dns4me-machine")]
    public void The_machines_home_is_the_same_for_everybody(string system, string folder, string endpoint)
    {
        var home = AgentHome.OfMachine(OSPlatform.Create(system), "/shared");
        Assert.Equal((AgentScope.Machine, folder, endpoint), (home.Scope, home.Folder.Replace('\\', '/'), home.Endpoint));
    }

    [Theory]
    [InlineData("/srv/x", true, AgentScope.User)]
    [InlineData("/srv/x", false, AgentScope.User)]
    [InlineData(null, true, AgentScope.Machine)]
    [InlineData("", true, AgentScope.Machine)]
    [InlineData(null, false, AgentScope.User)]
    public void A_console_is_for_the_home_that_is_named_then_the_machines_then_the_users(string? overridden, bool machineIsServed, AgentScope scope)
        => Assert.Equal(scope, AgentHome.OfConsole(
            overridden, AgentHome.OfUser(overridden, "/home/a", "1000", false), AgentHome.OfMachine(OSPlatform.Linux, ""), machineIsServed).Scope);

    private static string Endpoint(string last) => AgentHome.OfUser("/" + new string('a', 200) + last, "", "1000", false).Endpoint;
}
