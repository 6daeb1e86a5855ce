using DNS4Me.Agent.Web;
using DNS4Me.Agent.Web.Http;

namespace DNS4Me.Agent.Tests.Web;

public class SiteTableTests
{
    private static SiteTable<string> Table(string? primary, params (string Domain, string? Site)[] sites)
        => new(sites.Select(site => KeyValuePair.Create(site.Domain, site.Site)), primary);

    [Theory]
    [InlineData("alice.example", "alice")]
    [InlineData("ALICE.Example", "alice")]
    [InlineData("alice.example:8080", "alice")]
    [InlineData("alice.example.", "alice")]
    [InlineData("alice.example.:80", "alice")]
    [InlineData("xn--bcher-kva.example", "books")]
    [InlineData("www.alice.example", "primary")]
    [InlineData("elsewhere.example", "primary")]
    [InlineData("off.example", null)]
    [InlineData("off.example.:80", null)]
    [InlineData("www.off.example", "primary")]
    [InlineData("192.0.2.1", "primary")]
    [InlineData("192.0.2.1:80", "primary")]
    [InlineData("[2001:db8::1]:80", "primary")]
    [InlineData("", "primary")]
    [InlineData(null, "primary")]
    public void With_a_primary_site_a_listed_domain_is_its_own_and_the_rest_are_the_primarys(string? host, string? site)
        => Assert.Equal(site, Table("primary", ("alice.example", "alice"), ("xn--bcher-kva.example", "books"), ("off.example", null)).Find(HostName.Read(host)));

    [Theory]
    [InlineData("alice.example", "alice")]
    [InlineData("www.alice.example", "alice")]
    [InlineData("a.b.alice.example", "alice")]
    [InlineData("blog.alice.example", "blog")]
    [InlineData("x.blog.alice.example", "blog")]
    [InlineData("off.alice.example", null)]
    [InlineData("x.off.alice.example", "alice")]
    [InlineData("notalice.example", null)]
    [InlineData("example", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("[::1]", null)]
    [InlineData("", null)]
    [InlineData("..", null)]
    public void Without_one_the_nearest_domain_above_answers(string? host, string? site)
        => Assert.Equal(site, Table(null, ("alice.example", "alice"), ("blog.alice.example", "blog"), ("off.alice.example", null)).Find(HostName.Read(host)));
}
