namespace DNS4Me.Tests.Rules;

public class WebRulesTests
{
    private const string Domain = "alice.example";

    private static readonly WebSite Site = new() { Enabled = true, LocalFolder = "/srv/alice" };

    [Theory]
    [InlineData(1, 65535, null)]
    [InlineData(8080, 8443, null)]
    [InlineData(0, 443, "port")]
    [InlineData(65536, 443, "port")]
    [InlineData(80, 0, "httpsPort")]
    [InlineData(80, 80, "httpsPort")]
    public void Ports_exist_and_differ(int port, int httpsPort, string? field)
        => Assert.Equal(field is null ? [] : [field], WebRules.Check(new() { Port = port, HttpsPort = httpsPort }).Select(fault => fault.Field));

    [Theory]
    [InlineData("alice.example", true)]
    [InlineData("xn--mller-kva.example", true)]
    [InlineData("müller.example", false)]
    [InlineData("Alice.example", false)]
    [InlineData("alice.example.", false)]
    [InlineData("alice", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("*.example", false)]
    [InlineData("a_b.example", false)]
    [InlineData("../etc.example", false)]
    [InlineData("", false)]
    public void A_sites_domain_is_a_hosts_name_in_its_stored_form(string domain, bool allowed)
        => Assert.Equal(allowed ? [] : ["sites." + domain], Check((domain, new())).Select(fault => fault.Field));

    [Fact]
    public void A_domain_in_another_form_is_told_which_one_is_stored()
        => Assert.Contains("xn--mller-kva.example", Assert.Single(Check(("müller.example", new()))).Message);

    [Theory]
    [InlineData("/srv/alice", true)]
    [InlineData(@"C:\sites\alice", true)]
    [InlineData("c:/sites", true)]
    [InlineData(@"\\server\share\alice", true)]
    [InlineData("", false)]
    [InlineData("sites", false)]
    [InlineData("./sites", false)]
    [InlineData("~/sites", false)]
    [InlineData("C:sites", false)]
    [InlineData("/srv/a\0b", false)]
    public void A_site_has_a_folder_that_does_not_depend_on_where_one_is(string folder, bool allowed)
        => Assert.Equal(allowed ? [] : ["sites.alice.example.localFolder"], Check((Domain, Site with { LocalFolder = folder })).Select(fault => fault.Field));

    [Fact]
    public void A_site_that_is_not_enabled_needs_no_folder()
        => Assert.Empty(Check((Domain, new())));

    [Theory]
    [InlineData("index.htm", true)]
    [InlineData("Startseite für alle.html", true)]
    [InlineData(".hidden", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData(".", false)]
    [InlineData("..", false)]
    [InlineData("../secret", false)]
    [InlineData("a/index.htm", false)]
    [InlineData(@"a\index.htm", false)]
    [InlineData("index.htm:stream", false)]
    [InlineData("a;b", false)]
    [InlineData("a\nb", false)]
    [InlineData(null, false)]
    public void A_default_document_is_the_bare_name_of_a_file(string? name, bool allowed)
        => Assert.Equal(allowed ? [] : ["sites.alice.example.defaultDocuments"], Check((Domain, Site with { DefaultDocuments = [name!] })).Select(fault => fault.Field));

    [Fact]
    public void What_is_for_HTTPS_takes_a_certificate()
    {
        var site = Site with { RedirectToHttps = true, CertificateKey = "/etc/key.pem", HasCertificatePassword = true };
        Assert.Equal(
            ["sites.alice.example.certificateKey", "sites.alice.example.hasCertificatePassword", "sites.alice.example.redirectToHttps"],
            Check((Domain, site)).Select(fault => fault.Field));
        Assert.Empty(Check((Domain, site with { Certificate = "/etc/cert.pem" })));
        Assert.Equal("sites.alice.example.certificate", Assert.Single(Check((Domain, Site with { Certificate = "cert.pem" }))).Field);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_and_names_its_field()
        => Assert.Equal(
            ["port", "logFormat", "sites.a.example.localFolder", "sites.b.example", "sites.c.example.defaultDocuments", "sites.c.example.primary"],
            WebRules.Check(new()
            {
                Port = 0,
                LogFormat = (WebLogFormat)9,
                Sites = new Dictionary<string, WebSite>
                {
                    ["a.example"] = new() { Enabled = true, Primary = true },
                    ["b.example"] = null!,
                    ["c.example"] = new() { Primary = true, DefaultDocuments = ["/"] },
                },
            }).Select(fault => fault.Field));

    [Fact]
    public void There_are_no_more_sites_than_fit_into_one_configuration()
    {
        var most = With([.. Enumerable.Range(1, WebRules.MostSites).Select(i => ($"site{i}.example", Site with { LocalFolder = $"/srv/www/sites/site{i}.example/htdocs", Certificate = $"/etc/ssl/site{i}.pem" }))]);
        Assert.Empty(WebRules.Check(most));
        Assert.Equal(most, DNS4Me.Local.ConfigurationText.Read(DNS4Me.Local.ConfigurationText.Write(new() { Settings = new() { Web = most } })).Settings.Web);
        Assert.Equal("sites", Assert.Single(WebRules.Check(With([.. most.Sites.Select(site => (site.Key, site.Value)), ("one.more.example", Site)]))).Field);
    }

    [Fact]
    public void A_site_that_becomes_the_primary_one_takes_the_star_from_the_one_that_had_it()
    {
        var before = With(("a.example", new() { Primary = true }), ("b.example", new()));
        var after = WebRules.WithOnePrimary(before, With(("a.example", new() { Primary = true }), ("b.example", new() { Primary = true })));
        Assert.Equal(With(("a.example", new()), ("b.example", new() { Primary = true })), after);
        Assert.Equal("b.example", WebRules.PrimaryOf(after));
    }

    [Fact]
    public void Where_two_become_the_primary_one_nobody_can_tell_which_is_meant()
    {
        var after = With(("a.example", new() { Primary = true }), ("b.example", new() { Primary = true }));
        Assert.Same(after, WebRules.WithOnePrimary(new(), after));
        Assert.Equal("sites.b.example.primary", Assert.Single(WebRules.Check(after)).Field);
    }

    [Fact]
    public void Settings_are_equal_by_what_they_serve()
    {
        Assert.Equal(With(("a.example", Site), ("b.example", new())), With(("b.example", new()), ("a.example", Site with { DefaultDocuments = ["index.htm", "index.html"] })));
        Assert.NotEqual(With(("a.example", Site)), With(("a.example", Site with { DefaultDocuments = ["index.html", "index.htm"] })));
        Assert.NotEqual(With(("a.example", Site)), With(("b.example", Site)));
        Assert.NotEqual(With(("a.example", Site)), With(("a.example", Site)) with { Running = true });
        Assert.Equal(With(("a.example", Site)).GetHashCode(), With(("a.example", Site)).GetHashCode());
    }

    private static WebServerSetting With(params (string Domain, WebSite Site)[] sites) => new() { Sites = sites.ToDictionary(site => site.Domain, site => site.Site) };

    private static IReadOnlyList<Fault> Check(params (string Domain, WebSite Site)[] sites) => WebRules.Check(With(sites));
}
