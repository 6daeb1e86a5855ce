using System.IO.Pipes;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Rpc;

/// <summary>A client that speaks the local protocol line by line, so that a test can also break it.</summary>
internal sealed class RpcClient : IDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly Stream _stream;
    private readonly StreamReader _reader;
    private readonly CancellationTokenSource _deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private long _lastId;

    private RpcClient(Stream stream)
    {
        _stream = stream;
        _reader = new(stream);
        _deadline.CancelAfter(Deadline);
    }

    /// <summary>Connects to an agent without a word.</summary>
    public static async Task<RpcClient> ConnectAsync(AgentHome home)
    {
        if (OperatingSystem.IsWindows())
        {
            var pipe = new NamedPipeClientStream(".", home.Endpoint, PipeDirection.InOut, PipeOptions.Asynchronous);
            await pipe.ConnectAsync(Deadline, TestContext.Current.CancellationToken);
            return new(pipe);
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(home.Endpoint), TestContext.Current.CancellationToken);
        return new(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Connects to an agent and says hello.</summary>
    public static async Task<RpcClient> GreetAsync(AgentHome home)
    {
        var client = await ConnectAsync(home);
        Assert.Null((await client.HelloAsync()).Error);
        return client;
    }

    public Task<RpcMessage> HelloAsync(int version = AgentProtocol.Version, int? oldest = null)
        => CallAsync(AgentProtocol.Hello, new() { Protocol = version, OldestProtocol = oldest, ModuleVersion = "9.9" }, AgentJson.Default.HelloRequest);

    /// <summary>Sends a request and reads the next message.</summary>
    public async Task<RpcMessage> CallAsync(string method)
    {
        await SendAsync(method);
        return await ReadAsync();
    }

    /// <summary>Sends a request and reads the next message.</summary>
    public async Task<RpcMessage> CallAsync<T>(string method, T argument, JsonTypeInfo<T> type)
    {
        await SendAsync(method, JsonSerializer.SerializeToElement(argument, type));
        return await ReadAsync();
    }

    /// <summary>Sends a request.</summary>
    /// <returns>Its ID.</returns>
    public async Task<long> SendAsync(string method, JsonElement? argument = null)
    {
        var request = new RpcRequest { JsonRpc = RpcRequest.Marker, Id = ++_lastId, Method = method, Params = argument };
        await SendLineAsync(JsonSerializer.Serialize(request, AgentJson.Default.RpcRequest));
        return _lastId;
    }

    public Task SendLineAsync(string line) => SendAsync([.. System.Text.Encoding.Latin1.GetBytes(line), (byte)'\n']);

    public async Task SendAsync(byte[] octets) => await _stream.WriteAsync(octets, _deadline.Token);

    /// <summary>Reads a message.</summary>
    public async Task<RpcMessage> ReadAsync()
        => JsonSerializer.Deserialize(await _reader.ReadLineAsync(_deadline.Token) ?? throw new EndOfStreamException("The agent closed the connection."), AgentJson.Default.RpcMessage)!;

    /// <summary>Reads to the end of the connection, however it ends.</summary>
    public async Task ReadToEndAsync()
    {
        try
        {
            while (await _reader.ReadLineAsync(_deadline.Token) is not null)
            {
            }
        }
        catch (IOException)
        {
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        _deadline.Dispose();
    }
}
