using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using DNS4Me.Dns;
using DNS4Me.Service;

namespace DNS4Me.Benchmarks;

/// <summary>From "you are online" to the first DNS answer with the new address: as the service says it, and as Connect-DNS4Me does.</summary>
internal sealed class FirstAnswerBenchmark : IBenchmark
{
    private const int Warmup = 20;
    private const int Samples = 100;
    private const int Connects = 20;

    public string Name => "first-answer";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = await DevServer.StartAsync();
        using var client = ServiceClient.Create(server.Facts);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 2000 };
        socket.Connect(server.Facts.Dns);
        var samples = new List<double>();
        for (var i = 0; i < Warmup + Samples; i++)
        {
            // Two addresses in turn, so that an answer from before cannot be taken for the new one.
            var address = new IPAddress([198, 51, 100, (byte)(1 + (i % 2))]);
            await OnlineAsync(client, address);
            var watch = Stopwatch.StartNew();
            while (!Asks(socket, server.Facts.Domain).Equals(address))
            {
            }

            samples.Add(watch.Elapsed.TotalMilliseconds);
        }

        return
        [
            new("Online acknowledged to first right answer", Figure.Median(samples.Skip(Warmup)), "ms", AtMost: 10),
            new("Connect-DNS4Me done to first right answer", Figure.Median(ThroughTheAgent(server, socket).ToList()), "ms", AtMost: 10),
        ];
    }

    private static IEnumerable<double> ThroughTheAgent(DevServer server, Socket socket)
    {
        using var session = new ModuleSession();
        session.Register(server);
        for (var i = 0; i < Connects; i++)
        {
            session.Run("Connect-DNS4Me");
            var watch = Stopwatch.StartNew();
            while (!Asks(socket, server.Facts.Domain).Equals(IPAddress.Loopback))
            {
            }

            yield return watch.Elapsed.TotalMilliseconds;
            session.Run("Disconnect-DNS4Me");
        }
    }

    private static async Task OnlineAsync(HttpClient client, IPAddress address)
    {
        var request = new OnlineRequest
        {
            InstanceId = Guid.NewGuid().ToString(),
            Machine = "benchmark",
            Settings = new() { Online = new() { Automatic = false, Address = address }, Offline = new() },
        };
        using var response = await client.PostAsJsonAsync(ServiceRoutes.Online, request, ServiceJson.Default.OnlineRequest);
        response.EnsureSuccessStatusCode();
    }

    private static IPAddress Asks(Socket socket, string name)
    {
        var query = DnsMessage.CreateQuery(DnsName.Parse(name), DnsType.A);
        socket.Send(query.ToWire());
        var buffer = new byte[4096];
        var response = DnsMessage.Parse(buffer.AsSpan(0, socket.Receive(buffer)));
        return response.Answers.Select(record => record.Data).OfType<ARecordData>().Single().Address;
    }
}
