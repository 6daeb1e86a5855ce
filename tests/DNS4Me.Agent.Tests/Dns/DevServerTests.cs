using DNS4Me.Agent.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Dns;

/// <summary>What our own server answers, as the agent reads it.</summary>
public sealed class DevServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private DevServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await DevServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_domain_and_whatever_is_below_it_are_answered(bool tcp)
    {
        var address = await ResolveAsync(_server.Facts.Domain, "A", tcp);
        Assert.True(address.Authoritative);
        Assert.Equal(_server.Facts.Domain, Assert.Single(address.Records, record => record.Type == "A").Name);
        var mail = await ResolveAsync("anything." + _server.Facts.Domain, "MX", tcp);
        Assert.Equal($"10 {_server.Facts.Domain}.", Assert.Single(mail.Records, record => record.Type == "MX").Data);
    }

    [Fact]
    public async Task A_name_of_somebody_else_is_refused()
    {
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => ResolveAsync("www.example.com", "A", tcp: false));
        Assert.Equal(FaultCode.DnsFailed, failure.Fault.Code);
        Assert.Contains("REFUSED", failure.Message, StringComparison.Ordinal);
    }

    private Task<ResolveResult> ResolveAsync(string name, string type, bool tcp) => new DnsResolver(TimeProvider.System).ResolveAsync(
        new() { Name = name, Type = type, Server = _server.Facts.Dns.Address.ToString(), Port = _server.Facts.Dns.Port, Tcp = tcp, Timeout = Deadline }, TestContext.Current.CancellationToken);
}
