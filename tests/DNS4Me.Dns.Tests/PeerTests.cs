using System.Net;
using System.Net.Sockets;

namespace DNS4Me.Dns.Tests;

/// <summary>What we write, as other people's programs read it.</summary>
public class PeerTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("dig", "+noall +answer +authority +additional +time=20 +tries=1")]
    [InlineData("kdig", "+noall +answer +authority +additional +timeout=20 +retry=0")]
    public async Task A_compressed_response_is_read_alike_by(string program, string options)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using var peer = Peer.Start(new(program, $"@127.0.0.1 -p {port} {options} wWw.example.net ANY +notcp +edns=0") { RedirectStandardOutput = true });
        var output = peer.StandardOutput.ReadToEndAsync(deadline.Token);

        try
        {
            await AnswerOnceAsync(socket, deadline.Token);
            await peer.WaitForExitAsync(deadline.Token);
        }
        finally
        {
            peer.Kill();
        }

        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != ';').Select(Normalize);
        Assert.Equal(Records().Select(record => Normalize(record.ToString())), lines);
    }

    private static IEnumerable<DnsResourceRecord> Records()
    {
        var response = Samples.FullResponse;
        return [.. response.Answers.Where(record => record.Data is not UnknownRecordData), .. response.Authorities, .. response.Additionals];
    }

    private static string Normalize(string line) =>
        string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static async Task AnswerOnceAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[DnsLimits.MaxMessageLength];
        var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
        var query = DnsMessage.Parse(buffer.AsSpan(0, received.ReceivedBytes));
        var response = Samples.FullResponse;
        var answer = new DnsMessage
        {
            Id = query.Id,
            Flags = response.Flags,
            Questions = query.Questions,
            Answers = [.. response.Answers.Where(record => record.Data is not UnknownRecordData)],
            Authorities = response.Authorities,
            Additionals = response.Additionals,
            Edns = new DnsEdns(),
        };
        await socket.SendToAsync(answer.ToWire(), received.RemoteEndPoint, cancellationToken);
    }
}
