using System.Net;

namespace DNS4Me.Tests.Rules;

public class AddressTextTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    public void Addresses_are_read(string text, string expected)
    {
        Assert.True(AddressText.TryParse(text, out var address));
        Assert.Equal(IPAddress.Parse(expected), address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("192.0.2")]
    [InlineData("192.0.2.256")]
    [InlineData("010.0.0.1")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("192.0.2.1:80")]
    [InlineData(" 192.0.2.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("2001:db8::/32")]
    [InlineData("host.example")]
    public void What_people_do_not_mean_as_an_address_is_refused(string? text)
    {
        Assert.False(AddressText.TryParse(text, out var address));
        Assert.Null(address);
    }
}
