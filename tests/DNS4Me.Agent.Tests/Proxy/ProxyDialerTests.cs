using System.Net;
using System.Net.Sockets;
using System.Text;
using DNS4Me.Agent.Proxy;
using DNS4Me.Agent.Tests.Engine;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Proxy;

/// <summary>Every handshake, and every way in which one can fail.</summary>
public class ProxyDialerTests
{
    private const string Name = "service.example";
    private const string NameHex = "736572766963652E6578616D706C65";
    private const string Opened4 = "005A000000000000";
    private const string Opened5 = "050000017F0000010050";
    private static readonly ServerSetting Server = new() { HostName = Name };

    [Theory]
    [InlineData(ProxyType.Socks4, "192.0.2.1", "04" + "01" + "04B6" + "C0000201" + "616C696365" + "00", Opened4)]
    [InlineData(ProxyType.Socks4A, "192.0.2.1", "04" + "01" + "04B6" + "C0000201" + "616C696365" + "00", Opened4)]
    [InlineData(ProxyType.Socks4A, Name, "04" + "01" + "04B6" + "00000001" + "616C696365" + "00" + NameHex + "00", Opened4)]
    public async Task A_request_of_version_4_is_as_it_is_written_down(ProxyType type, string host, string request, string reply)
    {
        await using var proxy = ScriptedProxy.Answering(reply);
        await using (await DialAsync(proxy.Port, type, host))
        {
            Assert.Equal([request], proxy.Received);
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "01C0000201", Opened5)]
    [InlineData("2001:db8::1", "0420010DB8000000000000000000000001", "05000004" + "00000000000000000000000000000000" + "0050")]
    [InlineData(Name, "030F" + NameHex, "05000003" + "03616263" + "0050")]
    public async Task A_request_of_version_5_is_as_the_RFC_writes_it(string host, string address, string reply)
    {
        await using var proxy = ScriptedProxy.Answering("0502", "0100", reply);
        await using (await DialAsync(proxy.Port, ProxyType.Socks5, host))
        {
            Assert.Equal(["05020002", "0105616C69636506736563726574", "050100" + address + "04B6"], proxy.Received);
        }
    }

    [Fact]
    public async Task Without_a_user_ID_no_password_is_offered_and_a_proxy_that_wants_none_gets_none()
    {
        await using var proxy = ScriptedProxy.Answering("0500", Opened5);
        await using (await DialAsync(proxy.Port, ProxyType.Socks5, "192.0.2.1", userId: ""))
        {
            Assert.Equal("050100", proxy.Received.First());
        }

        await using var open = ScriptedProxy.Answering("0500", Opened5);
        await using (await DialAsync(open.Port, ProxyType.Socks5, "192.0.2.1"))
        {
            Assert.DoesNotContain(open.Received, piece => piece.Contains("736563726574", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_follows_the_reply_in_one_piece_is_the_services()
    {
        await using var proxy = ScriptedProxy.Answering("0500", Opened5 + "686921");
        await using var stream = await DialAsync(proxy.Port, ProxyType.Socks5, Name);
        var words = new byte[3];
        await stream.ReadExactlyAsync(words, TestContext.Current.CancellationToken);
        Assert.Equal("hi!", Encoding.ASCII.GetString(words));
    }

    [Theory]
    [InlineData("005B000000000000", FaultCode.ProxyTargetRefused)]
    [InlineData("005C000000000000", FaultCode.ProxyAuthenticationRefused)]
    [InlineData("005D000000000000", FaultCode.ProxyAuthenticationRefused)]
    [InlineData("0007000000000000", FaultCode.NotAProxy)]
    [InlineData("005A00", FaultCode.NotAProxy)]
    [InlineData("05FF", FaultCode.ProxyVersion)]
    [InlineData("485454502F312E3120343030", FaultCode.NotAProxy)]
    [InlineData("", FaultCode.NotAProxy)]
    public async Task What_a_proxy_of_version_4_may_answer_instead(string answer, FaultCode code)
    {
        await using var proxy = ScriptedProxy.Answering(answer);
        Assert.Equal(code, (await FaultOfAsync(proxy.Port, ProxyType.Socks4A, Name)).Code);
    }

    [Theory]
    [InlineData("05FF", null, null, FaultCode.ProxyAuthenticationRefused)]
    [InlineData("0507", null, null, FaultCode.NotAProxy)]
    [InlineData("005B000000000000", null, null, FaultCode.ProxyVersion)]
    [InlineData("485454502F312E3120343030", null, null, FaultCode.NotAProxy)]
    [InlineData("05", null, null, FaultCode.NotAProxy)]
    [InlineData("", null, null, FaultCode.NotAProxy)]
    [InlineData("0502", "0101", null, FaultCode.ProxyAuthenticationRefused)]
    [InlineData("0502", "", null, FaultCode.ProxyAuthenticationRefused)]
    [InlineData("0502", "01", null, FaultCode.ProxyAuthenticationRefused)]
    [InlineData("0500", "", null, FaultCode.ProxyTargetRefused)]
    [InlineData("0500", "05010001000000000000", null, FaultCode.ProxyTargetRefused)]
    [InlineData("0500", "05020001000000000000", null, FaultCode.ProxyTargetRefused)]
    [InlineData("0500", "05050001000000000000", null, FaultCode.ProxyTargetRefused)]
    [InlineData("0500", "05FF0001000000000000", null, FaultCode.ProxyTargetRefused)]
    [InlineData("0500", "04000001000000000000", null, FaultCode.NotAProxy)]
    [InlineData("0500", "05000007000000000000", null, FaultCode.NotAProxy)]
    [InlineData("0500", "050000017F", null, FaultCode.ProxyTargetRefused)]
    [InlineData("0502", "0100", "05040001000000000000", FaultCode.ProxyTargetRefused)]
    public async Task What_a_proxy_of_version_5_may_answer_instead(string first, string? second, string? third, FaultCode code)
    {
        await using var proxy = ScriptedProxy.Answering([.. new[] { first, second, third }.OfType<string>()]);
        var fault = await FaultOfAsync(proxy.Port, ProxyType.Socks5, Name);
        Assert.Equal(code, fault.Code);
        Assert.True(fault.IsTransient);
    }

    /// <summary>Proxies close the connection on a version that they do not know; which one they do know is then asked for.</summary>
    [Theory]
    [InlineData(ProxyType.Socks4, 5, "05FF", ProxyType.Socks5)]
    [InlineData(ProxyType.Socks4A, 5, "05FF", ProxyType.Socks5)]
    [InlineData(ProxyType.Socks5, 4, "005B000000000000", ProxyType.Socks4A)]
    public async Task A_proxy_that_says_nothing_is_asked_in_the_other_version(ProxyType type, byte known, string answer, ProxyType spoken)
    {
        await using var proxy = new ScriptedProxy(async (proxy, stream, closing) =>
        {
            await proxy.TakeAsync(stream, closing);
            if (proxy.Received.Last().StartsWith($"0{known}", StringComparison.Ordinal))
            {
                await stream.WriteAsync(Convert.FromHexString(answer), closing);
            }
        });
        var fault = await FaultOfAsync(proxy.Port, type, "192.0.2.1");
        Assert.Equal(FaultCode.ProxyVersion, fault.Code);
        Assert.Contains($"-Type {spoken}", fault.Action);
        Assert.Equal(2, proxy.Received.Count);
        Assert.DoesNotContain("616C696365", proxy.Received.Last());
    }

    [Fact]
    public async Task Version_4_names_no_IPv6_address_and_a_name_that_is_unknown_here_is_the_services()
    {
        await using var proxy = ScriptedProxy.Answering(Opened4);
        Assert.Equal(FaultCode.ProxyTargetRefused, (await FaultOfAsync(proxy.Port, ProxyType.Socks4, "2001:db8::1")).Code);
        Assert.Equal(FaultCode.ServiceNameUnknown, (await FaultOfAsync(proxy.Port, ProxyType.Socks4, "no-such-host.invalid")).Code);
    }

    [Fact]
    public async Task Version_4_is_given_the_address_that_the_name_has_here()
    {
        await using var proxy = ScriptedProxy.Answering(Opened4);
        await using (await DialAsync(proxy.Port, ProxyType.Socks4, "localhost"))
        {
            Assert.StartsWith("040104B67F000001", Assert.Single(proxy.Received));
        }
    }

    [Fact]
    public async Task Where_nothing_listens_or_the_name_is_unknown_the_proxy_is_unreachable()
    {
        int port;
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        Assert.Equal(FaultCode.ProxyUnreachable, (await FaultOfAsync(port, ProxyType.Socks5, Name)).Code);
        var dialer = new ProxyDialer(Server, new(new() { Type = ProxyType.Socks5, Address = "no-such-host.invalid" }, ""), TimeProvider.System);
        var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => dialer.DialAsync(new(Name, 1206), default).AsTask())).Fault;
        Assert.Equal(FaultCode.ProxyUnreachable, fault.Code);
        Assert.Contains("no-such-host.invalid", fault.Message);
    }

    /// <summary>The whole handshake has one deadline: a proxy that answers an octet now and then does not put it off.</summary>
    [Theory]
    [InlineData(ProxyType.Socks4A, "")]
    [InlineData(ProxyType.Socks4A, "005A")]
    [InlineData(ProxyType.Socks5, "")]
    [InlineData(ProxyType.Socks5, "05")]
    [InlineData(ProxyType.Socks5, "0502")]
    [InlineData(ProxyType.Socks5, "0500")]
    public async Task Silence_and_slowness_end_at_the_deadline(ProxyType type, string dripped)
    {
        var time = new FakeTimeProvider();
        await using var proxy = new ScriptedProxy(async (proxy, stream, closing) =>
        {
            await proxy.TakeAsync(stream, closing);
            foreach (var octet in Convert.FromHexString(dripped))
            {
                await stream.WriteAsync(new[] { octet }, closing);
                time.Advance(ProxyDialer.StepDeadline / 4);
            }

            proxy.Received.Enqueue("said all");
            await Task.Delay(Timeout.InfiniteTimeSpan, closing);
        });
        var dialer = Dialer(proxy.Port, type, time);
        var dialing = dialer.DialAsync(new(Name, 1206), default).AsTask();
        await EngineBench.UntilAsync(() => proxy.Received.Contains("said all"));
        Assert.False(dialing.IsCompleted);
        Assert.Equal(FaultCode.ProxyTimedOut, dialer.Overdue(TimeSpan.FromSeconds(3))?.Code);
        time.Advance(ProxyDialer.StepDeadline - (dripped.Length / 2 * (ProxyDialer.StepDeadline / 4)));
        Assert.Equal(FaultCode.ProxyTimedOut, (await Assert.ThrowsAsync<DNS4MeException>(() => dialing)).Fault.Code);
        Assert.Null(dialer.Overdue(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public async Task A_caller_can_leave_in_the_middle()
    {
        await using var proxy = new ScriptedProxy(async (proxy, stream, closing) =>
        {
            await proxy.TakeAsync(stream, closing);
            await Task.Delay(Timeout.InfiniteTimeSpan, closing);
        });
        using var leaving = new CancellationTokenSource();
        var dialing = Dialer(proxy.Port, ProxyType.Socks5, new FakeTimeProvider()).DialAsync(new(Name, 1206), leaving.Token).AsTask();
        await EngineBench.UntilAsync(() => !proxy.Received.IsEmpty);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialing);
    }

    private static ProxyDialer Dialer(int port, ProxyType type, TimeProvider time, string userId = "alice")
        => new(Server, new(new() { Type = type, Address = "127.0.0.1", Port = port, UserId = userId, HasPassword = userId.Length > 0 }, userId.Length > 0 ? "secret" : ""), time);

    private static Task<Stream> DialAsync(int port, ProxyType type, string host, string userId = "alice")
        => Dialer(port, type, TimeProvider.System, userId).DialAsync(new(host, 1206), TestContext.Current.CancellationToken).AsTask();

    private static async Task<Fault> FaultOfAsync(int port, ProxyType type, string host)
    {
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => DialAsync(port, type, host));
        Assert.DoesNotContain("secret", exception.ToString());
        return exception.Fault;
    }
}
