using DNS4Me.Server.Store;

namespace DNS4Me.Server.Tests.Store;

public class DomainNamesTests
{
    private static readonly ServiceNames Service = new(["dyn.example", "sub.dyn.example", "other.test"], ["ns1.dyn.example", "offline.pages.other.test"]);

    [Theory]
    [InlineData("alice.dyn.example", "alice.dyn.example", "dyn.example")]
    [InlineData(" Alice.DYN.example. ", "alice.dyn.example", "dyn.example")]
    [InlineData("x.sub.dyn.example", "x.sub.dyn.example", "sub.dyn.example")]
    [InlineData("brought.example", "brought.example", null)]
    [InlineData("www.brought.example", "www.brought.example", null)]
    [InlineData("bücher.example", "xn--bcher-kva.example", null)]
    [InlineData("notdyn.example", "notdyn.example", null)]
    public void It_may_be(string domain, string name, string? zone) => Assert.Equal((name, zone), DomainNames.Check(domain, Service));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("example")]
    [InlineData("-a.example")]
    [InlineData("a_b.example")]
    [InlineData("a..example")]
    [InlineData("*.example")]
    [InlineData("a b.example")]
    [InlineData("dyn.example")]
    [InlineData("sub.dyn.example")]
    [InlineData("a.b.dyn.example")]
    [InlineData("ns1.dyn.example")]
    [InlineData("pages.other.test")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example")]
    public void It_may_not_be(string domain)
    {
        var fault = Assert.Throws<DNS4MeException>(() => DomainNames.Check(domain, Service)).Fault;

        Assert.Equal((FaultCode.InvalidValue, "domain"), (fault.Code, fault.Field));
    }
}
