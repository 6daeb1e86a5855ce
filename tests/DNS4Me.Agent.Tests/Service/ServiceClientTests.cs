using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DNS4Me.Agent.Proxy;
using DNS4Me.Agent.Service;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace DNS4Me.Agent.Tests.Service;

/// <summary>The client against real sockets, whatever answers at the other end.</summary>
public class ServiceClientTests
{
    private const string Id = "PLANTED-SECRET-0003";

    [Fact]
    public async Task A_pinned_certificate_is_trusted_and_the_ID_rides_in_the_header()
    {
        var authorization = "";
        await using var peer = await HttpsPeer.StartAsync(context =>
        {
            authorization = context.Request.Headers.Authorization;
            return AnswerAsync(context, 200, "application/json", "[{\"name\":\"alice.example\"}]");
        });
        using var client = Client(peer.Setting);
        Assert.Equal("alice.example", Assert.Single(await client.GetDomainsAsync(Id, default)).Name);
        Assert.Equal($"Bearer {Id}", authorization);
    }

    [Fact]
    public async Task A_listing_is_asked_for_in_the_query_and_an_empty_name_is_one()
    {
        var asked = new List<string>();
        await using var peer = await HttpsPeer.StartAsync(context =>
        {
            asked.Add($"{context.Request.Path}{context.Request.QueryString}");
            return AnswerAsync(context, 200, "application/json", """{"records":[{"domain":"alice.example","name":"www","type":"A","timeToLive":0}],"next":"a b"}""");
        });
        using var client = Client(peer.Setting);
        var page = await client.GetRecordsAsync(Id, new(), default);
        await client.GetRecordsAsync(Id, new() { Domain = "alice.example", Name = "", Type = RecordType.MX, At = RecordMoment.Online, After = page.Next, Max = 7 }, default);
        Assert.Equal(0, Assert.Single(page.Records).TimeToLive);
        Assert.Equal(["/v1/records?at=Now&max=1000", "/v1/records?domain=alice.example&name=&type=MX&at=Online&after=a%20b&max=7"], asked);
    }

    [Fact]
    public async Task A_batch_is_posted_whole_and_each_change_has_its_result()
    {
        var body = "";
        await using var peer = await HttpsPeer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            body = $"{context.Request.Method} {context.Request.Path} {await reader.ReadToEndAsync()}";
            await AnswerAsync(context, 200, "application/json", """{"results":[{"record":{"id":7,"name":"www","type":"A"}}]}""");
        });
        using var client = Client(peer.Setting);
        var batch = new RecordBatch { Changes = [new() { Action = RecordAction.Remove, Id = 7 }] };
        Assert.Equal(7, Assert.Single((await client.ChangeRecordsAsync(Id, batch, default)).Results).Record!.Id);
        Assert.Equal("""POST /v1/records/changes {"changes":[{"action":"Remove","id":7}],"allOrNothing":false}""", body);
        batch = new() { Changes = [.. batch.Changes, .. batch.Changes] };
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => client.ChangeRecordsAsync(Id, batch, default));
        Assert.Equal(FaultCode.NotTheService, exception.Fault.Code);
    }

    [Theory]
    [InlineData("""{"version":"1.2.3","page":"https://dyn.example/new"}""", true)]
    [InlineData("""{"version":"1.2.3"}""", true)]
    [InlineData("""{"version":"newest"}""", false)]
    [InlineData("""{"version":"1.2.3","page":"file:///etc/passwd"}""", false)]
    public async Task A_release_that_makes_no_sense_is_not_the_services(string answer, bool makesSense)
    {
        await using var peer = await HttpsPeer.StartAsync(context => AnswerAsync(context, 200, "application/json", context.Request.Headers.Authorization.Count == 0 ? answer : "{}"));
        using var client = Client(peer.Setting);
        var asking = client.GetReleaseAsync(default);
        if (makesSense)
        {
            Assert.Equal("1.2.3", (await asking).Version);
        }
        else
        {
            Assert.Equal(FaultCode.NotTheService, (await Assert.ThrowsAsync<DNS4MeException>(() => asking)).Fault.Code);
        }
    }

    [Fact]
    public async Task A_batch_that_is_withdrawn_breaks_off_its_request()
    {
        var (came, gone) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var peer = await HttpsPeer.StartAsync(async context =>
        {
            came.SetResult();
            using var aborted = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        });
        using var client = Client(peer.Setting);
        using var withdrawn = new CancellationTokenSource();
        var changing = client.ChangeRecordsAsync(Id, new() { Changes = [new() { Action = RecordAction.Remove, Id = 7 }] }, withdrawn.Token);
        await came.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await withdrawn.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => changing);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_of_several_pins_is_enough()
    {
        await using var peer = await HttpsPeer.StartAsync(context => AnswerAsync(context, 200, "application/json", "[]"));
        using var client = Client(peer.Setting with { Pins = [OtherPin, peer.Pin] });
        Assert.Empty(await client.GetDomainsAsync(Id, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_certificate_is_not_trusted_and_gets_nothing(bool pinned)
    {
        var asked = false;
        await using var peer = await HttpsPeer.StartAsync(context =>
        {
            asked = true;
            return Task.CompletedTask;
        });
        var fault = await FaultOf(peer.Setting with { Pins = pinned ? [OtherPin] : [] });
        Assert.Equal(FaultCode.CertificateNotTrusted, fault.Code);
        Assert.Contains(peer.Pin, fault.Message);
        Assert.Contains($"Set-DNS4MeServer -Pin '{peer.Pin}'", fault.Action);
        Assert.False(asked);
    }

    [Fact]
    public async Task The_name_to_verify_is_the_one_asked_for_in_the_handshake()
    {
        await using var peer = await HttpsPeer.StartAsync(context => AnswerAsync(context, 200, "application/json", "[]"));
        using var client = Client(peer.Setting with { VerifyName = "server1.dns4me.example" });
        await client.GetDomainsAsync(Id, default);
        Assert.Equal("server1.dns4me.example", peer.ServerName);
    }

    [Theory]
    [InlineData("müller.example", "xn--mller-kva.example")]
    [InlineData("Server1.DNS4Me.example.", "server1.dns4me.example")]
    [InlineData("gateway", "gateway")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    public async Task The_name_to_verify_may_be_written_as_people_write_names(string name, string host)
    {
        var asked = "";
        await using var peer = await HttpsPeer.StartAsync(context =>
        {
            asked = context.Request.Headers.Host.ToString();
            return AnswerAsync(context, 200, "application/json", "[]");
        });
        using var client = Client(peer.Setting with { VerifyName = name });
        await client.GetDomainsAsync(Id, default);
        Assert.Equal(host, asked);
    }

    [Fact]
    public async Task The_service_is_told_the_version_of_the_agent()
    {
        string? version = null;
        await using var peer = await HttpsPeer.StartAsync(context =>
        {
            version = context.Request.Headers[ServiceRoutes.ClientHeader];
            return AnswerAsync(context, 200, "application/json", "[]");
        });
        using var client = Client(peer.Setting);
        await client.GetDomainsAsync(Id, default);
        Assert.Equal(DNS4Me.Agent.Hosting.AgentVersion.Text, version);
    }

    [Fact]
    public async Task Nothing_that_listens_is_a_refusal()
    {
        int port;
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        }

        Assert.Equal(FaultCode.ServiceRefused, (await FaultOf(new() { HostName = "127.0.0.1", Port = port })).Code);
    }

    [Fact]
    public async Task A_name_that_is_unknown_is_named()
    {
        var fault = await FaultOf(new() { HostName = "no-such-host.invalid" });
        Assert.Equal(FaultCode.ServiceNameUnknown, fault.Code);
        Assert.Contains("no-such-host.invalid", fault.Message);
    }

    [Fact]
    public async Task What_speaks_no_TLS_is_not_the_service()
    {
        await using var portal = new PlainPeer("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>");
        Assert.Equal(FaultCode.NotTheService, (await FaultOf(new() { HostName = "127.0.0.1", Port = portal.Port })).Code);
    }

    [Theory]
    [InlineData(200, "text/html", "<html>Log on</html>", false)]
    [InlineData(302, "text/html", "", false)]
    [InlineData(200, "application/json", "[]", false)]
    [InlineData(200, "text/html", "<html>", true)]
    [InlineData(200, "application/json", "{\"a\":", true)]
    [InlineData(200, "application/json", "null", true)]
    public async Task A_captive_portal_is_not_the_service(int status, string type, string body, bool marked)
    {
        await using var peer = await HttpsPeer.StartAsync(context =>
        {
            context.Response.Headers.Location = status == 302 ? "/logon" : default;
            return AnswerAsync(context, status, type, body, marked);
        });
        Assert.Equal(FaultCode.NotTheService, (await FaultOf(peer.Setting)).Code);
    }

    [Fact]
    public async Task A_problem_is_the_fault_that_the_service_names()
    {
        var problem = ServiceProblem.From(Faults.RegistrationExpired(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch));
        await using var peer = await HttpsPeer.StartAsync(context => AnswerAsync(
            context, problem.Status, ServiceProblem.MediaType, JsonSerializer.Serialize(problem, ServiceJson.Default.ServiceProblem)));
        Assert.Equal(problem.Fault, await FaultOf(peer.Setting));
    }

    [Fact]
    public async Task A_failure_without_a_problem_tells_its_status()
    {
        await using var peer = await HttpsPeer.StartAsync(context => AnswerAsync(context, 502, "text/plain", "bad gateway"));
        var fault = await FaultOf(peer.Setting);
        Assert.Equal(FaultCode.ServiceFailed, fault.Code);
        Assert.Contains("502", fault.Message);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var peer = await HttpsPeer.StartAsync(async context =>
        {
            context.Response.Headers[ServiceRoutes.ServiceHeader] = ServiceRoutes.ProtocolVersion;
            context.Response.ContentType = "application/json";
            var blanks = new byte[64 * 1024];
            blanks.AsSpan().Fill((byte)' ');
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(blanks, context.RequestAborted);
            }
        });
        Assert.Equal(FaultCode.NotTheService, (await FaultOf(peer.Setting)).Code);
    }

    [Fact]
    public async Task Silence_has_a_deadline_and_a_caller_can_leave_before_it()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var peer = await HttpsPeer.StartAsync(async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var time = new FakeTimeProvider();
        using var client = new ServiceClient(peer.Setting, ProxyAccess.Direct, time);
        var asking = client.KeepAliveAsync(Id, new() { Epoch = 1 }, null, TimeSpan.FromSeconds(7), default);
        await arrived.Task;
        time.Advance(TimeSpan.FromSeconds(7));
        Assert.Equal(FaultCode.ServiceTimedOut, (await Assert.ThrowsAsync<DNS4MeException>(() => asking)).Fault.Code);

        using var leaving = new CancellationTokenSource();
        asking = client.KeepAliveAsync(Id, new() { Epoch = 1 }, null, TimeSpan.FromSeconds(7), leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    private static string OtherPin => SettingRules.Pin(new byte[32]);

    private static ServiceClient Client(ServerSetting setting) => new(setting, ProxyAccess.Direct, TimeProvider.System);

    private static async Task<Fault> FaultOf(ServerSetting setting)
    {
        using var client = Client(setting);
        var exception = await Assert.ThrowsAsync<DNS4MeException>(() => client.GetDomainsAsync(Id, default));
        Assert.DoesNotContain(Id, exception.ToString());
        return exception.Fault;
    }

    private static Task AnswerAsync(HttpContext context, int status, string type, string body, bool marked = true)
    {
        if (marked)
        {
            context.Response.Headers[ServiceRoutes.ServiceHeader] = ServiceRoutes.ProtocolVersion;
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    }

    /// <summary>Answers every connection with the same octets.</summary>
    private sealed class PlainPeer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _answering;

        public PlainPeer(string answer)
        {
            _listener.Start();
            _answering = AnswerAsync(Encoding.ASCII.GetBytes(answer));
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _answering;
        }

        private async Task AnswerAsync(byte[] answer)
        {
            try
            {
                while (true)
                {
                    using var connection = await _listener.AcceptSocketAsync();
                    await connection.SendAsync(answer);
                    connection.Shutdown(SocketShutdown.Send);
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
            }
        }
    }
}
