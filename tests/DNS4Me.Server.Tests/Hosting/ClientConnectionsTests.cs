using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DNS4Me.Server.Tests.Hosting;

/// <summary>One client cannot hold all connections of the API and of the redirector.</summary>
public class ClientConnectionsTests
{
    private const int Most = 3;
    private static readonly IPAddress Greedy = IPAddress.Parse("127.0.0.9");
    private static readonly byte[] Request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {TestService.Domain}\r\n\r\n");

    [Fact]
    public async Task The_redirector_closes_one_too_many_serves_others_and_the_same_again_later()
    {
        await using var service = await StartAsync();
        var endPoint = service.Host.Redirector[0];
        var held = new List<Socket>();
        try
        {
            for (var i = 0; i < Most; i++)
            {
                held.Add(await ConnectAsync(endPoint, Greedy));
                Assert.True(await IsAnsweredAsync(held[i]));
            }

            using var refused = await ConnectAsync(endPoint, Greedy);
            Assert.False(await IsAnsweredAsync(refused));
            using var other = await ConnectAsync(endPoint, IPAddress.Loopback);
            Assert.True(await IsAnsweredAsync(other));
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }

        // The server notices in its own time that they have gone.
        while (true)
        {
            using var again = await ConnectAsync(endPoint, Greedy);
            if (await IsAnsweredAsync(again))
            {
                break;
            }
        }
    }

    [Fact]
    public async Task The_API_closes_one_too_many_before_TLS_and_serves_others()
    {
        await using var service = await StartAsync();
        var held = new List<Socket>();
        try
        {
            // What waits for its handshake counts.
            for (var i = 0; i < Most; i++)
            {
                held.Add(await ConnectAsync(service.Host.Api[0], Greedy));
            }

            using var refused = await ConnectAsync(service.Host.Api[0], Greedy);
            Assert.Equal(0, await refused.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
            Assert.Equal(TestService.Email, (await service.GetAsync<DNS4Me.Service.AccountInfo>(DNS4Me.Service.ServiceRoutes.Account)).Email);
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }

    private static Task<TestService> StartAsync() => TestService.StartAsync(configuration => configuration with { ConnectionsPerClient = Most });

    private static async Task<Socket> ConnectAsync(IPEndPoint endPoint, IPAddress from)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(from, 0));
        await socket.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<bool> IsAnsweredAsync(Socket socket)
    {
        try
        {
            await socket.SendAsync(Request, TestContext.Current.CancellationToken);
            return await socket.ReceiveAsync(new byte[512], TestContext.Current.CancellationToken) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
