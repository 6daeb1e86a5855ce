using System.Text.RegularExpressions;

namespace DNS4Me.Tests.Rules;

public partial class ServicePagesTests
{
    [Theory]
    [InlineData(ServicePage.Home, "http://www.DNS4Me.com/")]
    [InlineData(ServicePage.Trial, "http://www.DNS4Me.com/trial/")]
    [InlineData(ServicePage.Purchase, "http://www.DNS4Me.com/purchase/")]
    [InlineData(ServicePage.Pricing, "http://www.DNS4Me.com/pricing/")]
    [InlineData(ServicePage.LostId, "http://www.DNS4Me.com/lostid/")]
    [InlineData(ServicePage.KnowledgeBase, "http://www.DNS4Me.com/kb/")]
    [InlineData(ServicePage.Support, "http://www.DNS4Me.com/support/")]
    [InlineData(ServicePage.Sales, "http://www.DNS4Me.com/sales/")]
    public void The_pages_are_where_the_help_file_says(ServicePage page, string address)
        => Assert.Equal(new Uri(address), ServicePages.AddressOf(new ServerSetting().HomePage, page));

    [Fact]
    public void Every_page_has_an_address_of_its_own_below_the_home_page()
    {
        var pages = Enum.GetValues<ServicePage>().Select(page => ServicePages.AddressOf("https://dyn.example/dns", page).AbsoluteUri).ToList();
        Assert.Equal(pages.Count, pages.Distinct().Count());
        Assert.All(pages, page => Assert.Matches(Below(), page));
    }

    [GeneratedRegex("^https://dyn\\.example/dns/([a-z]+/)?$")]
    private static partial Regex Below();
}
