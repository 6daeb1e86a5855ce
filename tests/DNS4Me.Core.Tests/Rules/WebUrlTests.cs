namespace DNS4Me.Tests.Rules;

public class WebUrlTests
{
    [Theory]
    [InlineData("http://www.DNS4Me.com/")]
    [InlineData("https://[2001:db8::1]:8443/a?b=c#d")]
    [InlineData("http://192.0.2.1:8080")]
    [InlineData("https://müller.example/ä?ö=ü#ß")]
    public void Web_addresses_are_allowed(string url) => Assert.True(WebUrl.IsValid(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("www.example.com")]
    [InlineData("/path")]
    [InlineData("ftp://files.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://user:secret@host.example/")]
    [InlineData("http://host.example/a b")]
    [InlineData("http://host.example/\r\nSet-Cookie: a=b")]
    [InlineData("http:///nohost")]
    public void Others_are_refused(string? url) => Assert.False(WebUrl.IsValid(url));

    [Theory]
    [InlineData("https://müller.example:8443/ä?ö=ü#ß", "https://xn--mller-kva.example:8443/%C3%A4?%C3%B6=%C3%BC#%C3%9F")]
    [InlineData("http://host.example/ä", "http://host.example/%C3%A4")]
    [InlineData("http://host.example/a%2Fb?c=%20#d", "http://host.example/a%2Fb?c=%20#d")]
    [InlineData("http://\u0301\u2026\u0130.example/x", null)]
    public void A_URL_that_leaves_ASCII_has_a_form_for_headers(string url, string? ascii) => Assert.Equal(ascii, WebUrl.ToAscii(new(url)));

    [Fact]
    public void A_URL_has_an_end()
    {
        const string Start = "http://host.example/";
        Assert.True(WebUrl.IsValid(Start + new string('a', WebUrl.MaxLength - Start.Length)));
        Assert.False(WebUrl.IsValid(Start + new string('a', WebUrl.MaxLength - Start.Length + 1)));
    }
}
