namespace DNS4Me.Tests.Records;

public class HostTargetTests
{
    [Theory]
    [InlineData("Default", HostTargetKind.Default)]
    [InlineData("OfflinePage", HostTargetKind.OfflinePage)]
    [InlineData("192.0.2.1", HostTargetKind.Address)]
    [InlineData("2001:db8::1", HostTargetKind.Address)]
    [InlineData("port:8080", HostTargetKind.PortRedirect)]
    [InlineData("url:https://shop.example/a?b", HostTargetKind.UrlRedirect)]
    public void Text_goes_in_and_comes_out_the_same(string text, HostTargetKind kind)
    {
        Assert.True(HostTarget.TryParse(text, out var target));
        Assert.Equal(kind, target!.Kind);
        Assert.Equal(text, target.ToString());
        Assert.True(HostTarget.TryParse(text.ToUpperInvariant(), out var upper) && upper!.Kind == kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("port:")]
    [InlineData("port:0")]
    [InlineData("port:65536")]
    [InlineData("port:-1")]
    [InlineData("url:nonsense")]
    [InlineData("url:javascript:alert(1)")]
    [InlineData("https://shop.example/")]
    [InlineData("192.0.2")]
    [InlineData("offline page")]
    public void Other_text_is_refused(string text)
    {
        Assert.False(HostTarget.TryParse(text, out var target));
        Assert.Null(target);
    }
}
