using System.Net;
using System.Text.Json;
using DNS4Me.Agent.Service;
using DNS4Me.Agent.Tests.Service;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Proxy;

/// <summary>The service by way of real proxies, of a TCP map, and of both.</summary>
public class ProxyPeerTests
{
    private const string Password = "PLANTED-PASSWORD-0001";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Microsocks_lets_through_and_the_service_sees_its_address()
    {
        await using var proxy = await ProxyPeer.StartMicrosocksAsync();
        await using var service = await StartServiceAsync();
        Assert.Equal(ProxyPeer.MicrosocksAddress, await SeenAsync(service.Setting, new() { Type = ProxyType.Socks5, Port = proxy.Port }));
        Assert.Equal(ProxyPeer.MicrosocksAddress, await SeenAsync(service.Setting with { HostName = "localhost" }, new() { Type = ProxyType.Socks5, Port = proxy.Port }));
    }

    [Fact]
    public async Task Microsocks_knows_its_user()
    {
        await using var proxy = await ProxyPeer.StartMicrosocksAsync("alice", Password);
        await using var service = await StartServiceAsync();
        var setting = new ProxySetting { Type = ProxyType.Socks5, Port = proxy.Port, UserId = "alice" };
        Assert.Equal(ProxyPeer.MicrosocksAddress, await SeenAsync(service.Setting, setting, Password));
        Assert.Equal(FaultCode.ProxyAuthenticationRefused, await FaultOfAsync(service.Setting, setting, "wrong"));
        Assert.Equal(FaultCode.ProxyAuthenticationRefused, await FaultOfAsync(service.Setting, setting with { UserId = "" }));
    }

    [Theory]
    [InlineData(ProxyType.Socks4)]
    [InlineData(ProxyType.Socks4A)]
    public async Task Microsocks_speaks_version_5_alone(ProxyType type)
    {
        await using var proxy = await ProxyPeer.StartMicrosocksAsync();
        await using var service = await StartServiceAsync();
        Assert.Equal(FaultCode.ProxyVersion, await FaultOfAsync(service.Setting, new() { Type = type, Port = proxy.Port }));
    }

    [Fact]
    public async Task Microsocks_cannot_reach_what_is_not_there()
    {
        await using var proxy = await ProxyPeer.StartMicrosocksAsync();
        Assert.Equal(FaultCode.ProxyTargetRefused, await FaultOfAsync(new() { HostName = "127.0.0.1", Port = 1 }, new() { Type = ProxyType.Socks5, Port = proxy.Port }));
        Assert.Equal(FaultCode.ProxyTargetRefused, await FaultOfAsync(new() { HostName = "no-such-host.invalid" }, new() { Type = ProxyType.Socks5, Port = proxy.Port }));
    }

    /// <summary>Dante does not resolve a name of version 4A here, whoever asks.</summary>
    [Theory]
    [InlineData(ProxyType.Socks4, "localhost")]
    [InlineData(ProxyType.Socks4A, "127.0.0.1")]
    [InlineData(ProxyType.Socks5, "localhost")]
    public async Task Dante_lets_every_version_through(ProxyType type, string hostName)
    {
        await using var proxy = await ProxyPeer.StartDanteAsync();
        await using var service = await StartServiceAsync();
        var setting = new ProxySetting { Type = type, Port = proxy.Port, UserId = "alice" };
        Assert.Equal("127.0.0.1", await SeenAsync(service.Setting with { HostName = hostName }, setting));
        Assert.Equal(FaultCode.ProxyTargetRefused, await FaultOfAsync(new() { HostName = "127.0.0.1", Port = 1 }, setting));
    }

    [Theory]
    [InlineData("username", "pass", FaultCode.ProxyAuthenticationRefused)]
    [InlineData("none", "block", FaultCode.ProxyTargetRefused)]
    public async Task Dante_refuses_whom_it_does_not_know_and_what_its_rules_forbid(string method, string rule, FaultCode code)
    {
        await using var proxy = await ProxyPeer.StartDanteAsync(method, rule);
        await using var service = await StartServiceAsync();
        Assert.Equal(code, await FaultOfAsync(service.Setting, new() { Type = ProxyType.Socks5, Port = proxy.Port, UserId = "no-such-user" }, Password));
    }

    [Theory]
    [InlineData(ProxyType.Socks4)]
    [InlineData(ProxyType.Socks4A)]
    [InlineData(ProxyType.Socks5)]
    public async Task Ssh_carries_every_version(ProxyType type)
    {
        await using var proxy = await ProxyPeer.StartSshAsync();
        await using var service = await StartServiceAsync();
        var setting = new ProxySetting { Type = type, Port = proxy.Port };
        Assert.Equal("127.0.0.1", await SeenAsync(service.Setting with { HostName = "localhost" }, setting));

        // ssh says that the way is open before it knows.
        Assert.Equal(FaultCode.ProxyTargetRefused, await FaultOfAsync(new() { HostName = "127.0.0.1", Port = 1 }, setting));
    }

    [Fact]
    public async Task A_TCP_map_is_dialled_and_what_is_behind_it_verified()
    {
        await using var service = await StartServiceAsync();
        await using var map = new TcpForwarder(service.Port);
        var mapped = service.Setting with { Port = map.Port, VerifyName = "server1.dns4me.example" };
        Assert.Equal("127.0.0.1", await SeenAsync(mapped, new()));
        Assert.Equal(("server1.dns4me.example", 1), (service.ServerName, map.Connections));
        Assert.Equal(FaultCode.CertificateNotTrusted, await FaultOfAsync(mapped with { Pins = [SettingRules.Pin(new byte[32])] }, new()));
    }

    [Fact]
    public async Task A_TCP_map_can_be_behind_a_proxy()
    {
        await using var proxy = await ProxyPeer.StartMicrosocksAsync();
        await using var service = await StartServiceAsync();
        await using var map = new TcpForwarder(service.Port);
        var mapped = service.Setting with { HostName = "localhost", Port = map.Port, VerifyName = "server1.dns4me.example" };
        var setting = new ProxySetting { Type = ProxyType.Socks5, Port = proxy.Port };
        Assert.Equal("127.0.0.1", await SeenAsync(mapped, setting));
        Assert.Equal(("server1.dns4me.example", 1), (service.ServerName, map.Connections));
        Assert.Equal(FaultCode.CertificateNotTrusted, await FaultOfAsync(mapped with { Pins = [] }, setting));
    }

    [Fact]
    public async Task A_request_that_runs_out_of_time_names_the_proxy_that_kept_it_waiting()
    {
        await using var proxy = new ScriptedProxy(async (proxy, stream, closing) =>
        {
            await proxy.TakeAsync(stream, closing);
            await Task.Delay(Timeout.InfiniteTimeSpan, closing);
        });
        var time = new FakeTimeProvider();
        using var client = Client(new(), new() { Type = ProxyType.Socks5, Port = proxy.Port }, "", time);
        var asking = client.GetCallerAsync(TimeSpan.FromSeconds(3), default);
        await Engine.EngineBench.UntilAsync(() => !proxy.Received.IsEmpty);
        time.Advance(TimeSpan.FromSeconds(3));
        var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => asking)).Fault;
        Assert.Equal(FaultCode.ProxyTimedOut, fault.Code);
        Assert.Contains("3 seconds", fault.Message);
    }

    private static Task<HttpsPeer> StartServiceAsync() => HttpsPeer.StartAsync(context =>
    {
        context.Response.Headers[ServiceRoutes.ServiceHeader] = ServiceRoutes.ProtocolVersion;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new() { Address = context.Connection.RemoteIpAddress! }, ServiceJson.Default.CallerInfo));
    });

    private static ServiceClient Client(ServerSetting server, ProxySetting proxy, string password, TimeProvider time)
        => new(server, new(proxy with { Address = IPAddress.Loopback.ToString() }, password), time);

    private static async Task<string> SeenAsync(ServerSetting server, ProxySetting proxy, string password = "")
    {
        using var client = Client(server, proxy, password, TimeProvider.System);
        return (await client.GetCallerAsync(Deadline, TestContext.Current.CancellationToken)).Address.ToString();
    }

    private static async Task<FaultCode> FaultOfAsync(ServerSetting server, ProxySetting proxy, string password = "")
    {
        using var client = Client(server, proxy, password, TimeProvider.System);
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => client.GetCallerAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.DoesNotContain("PLANTED", exception.ToString());
        return exception.Fault.Code;
    }
}
