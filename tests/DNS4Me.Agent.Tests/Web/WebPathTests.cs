using DNS4Me.Agent.Web.Http;

namespace DNS4Me.Agent.Tests.Web;

public class WebPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b.html", "/a/b.html")]
    [InlineData("/a/", "/a/")]
    [InlineData("/a%20b", "/a b")]
    [InlineData("/%E2%82%AC", "/€")]
    [InlineData("/100%25", "/100%")]
    [InlineData("/a..b/c...d", "/a..b/c...d")]
    [InlineData("/what%3F%23", "/what?#")]
    [InlineData("/~user/(1)!$&'*+,;=:@", "/~user/(1)!$&'*+,;=:@")]
    [InlineData("/.well-known/acme-challenge/x", "/.well-known/acme-challenge/x")]
    public void A_path_is_decoded_once(string raw, string path)
    {
        Assert.Equal(WebPathVerdict.Fine, WebPath.Read(raw, windows: false, out var read));
        Assert.Equal(path, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("*")]
    [InlineData("/..")]
    [InlineData("/.")]
    [InlineData("/a/../b")]
    [InlineData("/%2e%2e/b")]
    [InlineData("/.%2E/b")]
    [InlineData("/a%2fb")]
    [InlineData("/a\\b")]
    [InlineData("/a%5Cb")]
    [InlineData("/a%00b")]
    [InlineData("/a%0d%0ab")]
    [InlineData("/a%7f")]
    [InlineData("/a%C2%85")]
    [InlineData("/a%")]
    [InlineData("/a%4")]
    [InlineData("/a%zz")]
    [InlineData("/%c0%ae%c0%ae/")]
    [InlineData("/%ff")]
    [InlineData("/%252e%252e/")]
    [InlineData("/%252f")]
    [InlineData("/%25%32%65")]
    [InlineData("/%2500")]
    [InlineData("/a#b")]
    [InlineData("/é")]
    public void What_no_honest_client_sends_is_malformed(string raw) => Assert.Equal(WebPathVerdict.Malformed, WebPath.Read(raw, windows: false, out _));

    [Theory]
    [InlineData("//")]
    [InlineData("//a")]
    [InlineData("/a//b")]
    [InlineData("/.htaccess")]
    [InlineData("/.git/config")]
    [InlineData("/%2ehtaccess")]
    [InlineData("/a/.well-known/b")]
    [InlineData("/.well-knownx/b")]
    [InlineData("/...")]
    public void What_is_hidden_is_not_served(string raw) => Assert.Equal(WebPathVerdict.NotServed, WebPath.Read(raw, windows: false, out _));

    [Theory]
    [InlineData("/CON")]
    [InlineData("/a/nul.txt")]
    [InlineData("/com1")]
    [InlineData("/LPT%C2%B9.x")]
    [InlineData("/CONIN$")]
    [InlineData("/aux%20.txt")]
    [InlineData("/index.html::$DATA")]
    [InlineData("/a:b")]
    [InlineData("/index.html.")]
    [InlineData("/index.html%20")]
    [InlineData("/a%3cb")]
    [InlineData("/a*")]
    [InlineData("/a%7cb")]
    public void Names_that_mean_something_else_on_Windows_are_not_served_there(string raw)
    {
        Assert.Equal(WebPathVerdict.NotServed, WebPath.Read(raw, windows: true, out _));
        Assert.Equal(WebPathVerdict.Fine, WebPath.Read(raw, windows: false, out _));
    }

    [Fact]
    public void Names_longer_than_a_disk_has_and_paths_without_end_are_not_served()
    {
        Assert.Equal(WebPathVerdict.NotServed, WebPath.Read("/" + new string('a', 256), windows: false, out _));
        Assert.Equal(WebPathVerdict.NotServed, WebPath.Read("/" + string.Concat(Enumerable.Repeat("%E2%82%AC", 86)), windows: false, out _));
        Assert.Equal(WebPathVerdict.NotServed, WebPath.Read(string.Concat(Enumerable.Repeat("/a", 65)), windows: false, out _));
    }

    [Theory]
    [InlineData("/a b/é", "/a%20b/%C3%A9")]
    [InlineData("/a?b#c", "/a%3Fb%23c")]
    [InlineData("/javascript:x", "/javascript%3Ax")]
    public void A_path_is_encoded_again_for_a_redirect(string path, string encoded) => Assert.Equal(encoded, WebPath.Encode(path));

    [Theory]
    [InlineData("a/b", false)]
    [InlineData(".well-known/x", false)]
    [InlineData(".git/x", true)]
    [InlineData("a/.b", true)]
    [InlineData("a/.well-known", true)]
    public void A_hidden_part_of_a_path_on_the_disk_is_seen(string path, bool hidden) => Assert.Equal(hidden, WebPath.IsHidden(path, '/'));
}
