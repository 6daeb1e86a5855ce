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

    private static string Endpoint(string last) => AgentHome.OfUser("/" + new string('a', 200) + last, "", "1000", false).Endpoint;
}
