using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using DNS4Me.Dns;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Commands;

public sealed class DevCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_first_line_says_all_that_a_script_needs()
    {
        await using var server = await ServerProcess.DevAsync(_folder.Path);
        var line = JsonDocument.Parse(server.Facts.Line).RootElement;

        Assert.Equal(["api", "dns", "http", "pin", "registrationId", "email", "domains"], line.EnumerateObject().Select(member => member.Name));
        Assert.Matches(@"^https://127\.0\.0\.1:\d+$", line.GetProperty("api").GetString());
        Assert.Matches(@"^127\.0\.0\.1:\d+$", line.GetProperty("dns").GetString());
        Assert.Matches(@"^127\.0\.0\.1:\d+$", line.GetProperty("http").GetString());
        Assert.True(SettingRules.IsPin(server.Facts.Pin));
        Assert.Contains(server.Facts.Pin, server.Facts.Line, StringComparison.Ordinal);
        Assert.Equal(2, line.GetProperty("domains").GetArrayLength());

        using var client = server.Client();
        var account = await TestService.ReadAsync<AccountInfo>(await client.GetAsync(ServiceRoutes.Account, TestContext.Current.CancellationToken));
        Assert.Equal(line.GetProperty("email").GetString(), account.Email);
        Assert.Equal(line.GetProperty("domains").EnumerateArray().Select(name => name.GetString()), account.Domains.Select(domain => domain.Name));
        Assert.Equal("192.0.2.80", Assert.Single(account.Domains[0].Addresses).ToString());
        var answer = await DnsAsker.AskAsync(server.Facts.Dns, DnsMessage.CreateQuery(DnsName.Parse(server.Facts.Domain), DnsType.A));
        Assert.Equal("192.0.2.80", Assert.Single(answer.Answers).Data.ToString());
    }

    [Fact]
    public async Task A_second_run_on_the_folder_has_the_same_pin_ID_and_presence_at_the_ports_asked_for()
    {
        string pin, id;
        await using (var first = await ServerProcess.DevAsync(_folder.Path))
        {
            (pin, id) = (first.Facts.Pin, first.Facts.RegistrationId);
            using var client = first.Client();
            using var online = await client.PostAsync(ServiceRoutes.Online, TestService.Json("""{"instanceId":"a","machine":"m","settings":{"online":{},"offline":{}}}"""), TestContext.Current.CancellationToken);
            Assert.True(online.IsSuccessStatusCode);
            await first.KillAsync();
        }

        var ports = FreePorts(3);
        await using var second = await ServerProcess.DevAsync(_folder.Path, "--api-port", $"{ports[0]}", "--dns-port", $"{ports[1]}", "--http-port", $"{ports[2]}");

        Assert.Equal((pin, id), (second.Facts.Pin, second.Facts.RegistrationId));
        Assert.Equal((ports[0], ports[1], ports[2]), (second.Facts.Api.Port, second.Facts.Dns.Port, second.Facts.Http.Port));
        var answer = await DnsAsker.AskAsync(second.Facts.Dns, DnsMessage.CreateQuery(DnsName.Parse(second.Facts.Domain), DnsType.A));
        Assert.Equal("127.0.0.1", Assert.Single(answer.Answers).Data.ToString());
    }

    [Fact]
    public async Task A_visitor_whose_name_is_no_A_label_is_answered_and_fills_no_log()
    {
        await using var server = await ServerProcess.DevAsync(_folder.Path);
        using var visitor = new TcpClient();
        await visitor.ConnectAsync(server.Facts.Http, TestContext.Current.CancellationToken);
        await visitor.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: xn--.{server.Facts.Domain}\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(visitor.GetStream());
        Assert.Equal("HTTP/1.1 302 Found", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("exception", server.Errors, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("--api-port")]
    [InlineData("--dns-port")]
    [InlineData("--http-port")]
    public async Task A_port_in_use_is_one_clear_error(string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output, errors) = await ServerProcess.RunAsync("dev", "--data", _folder.Path, option, $"{port}");

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"127.0.0.1:{port} could not be opened", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n').Length);
    }

    [Fact]
    public async Task A_second_server_on_the_folder_is_one_clear_error_and_the_first_goes_on()
    {
        await using var first = await ServerProcess.DevAsync(_folder.Path);
        var (exitCode, output, errors) = await ServerProcess.RunAsync("dev", "--data", _folder.Path);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("Another server is running", errors, StringComparison.Ordinal);
        using var client = first.Client();
        Assert.True((await client.GetAsync(ServiceRoutes.Health, TestContext.Current.CancellationToken)).IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(PosixSignal.SIGTERM)]
    [InlineData(PosixSignal.SIGINT)]
    public async Task A_signal_ends_it_cleanly_and_what_is_under_way_is_finished(PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are Unix's");
        await using var server = await ServerProcess.DevAsync(_folder.Path);
        using var client = server.Client();
        using var warm = await client.GetAsync(ServiceRoutes.Presence, TestContext.Current.CancellationToken);

        // The body's first half is there and the second is not: the request is under way when the signal comes.
        var body = new HalfBody("""{"instanceId":"a","machine":"m",""", """ "settings":{"online":{},"offline":{}}}""");
        var online = client.PostAsync(ServiceRoutes.Online, body, TestContext.Current.CancellationToken);
        await body.HalfSent.WaitAsync(TestTime.Deadline, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(async () => (await client.GetAsync(ServiceRoutes.Health, TestContext.Current.CancellationToken)).IsSuccessStatusCode, "the request has arrived");
        server.Signal(signal);
        await Eventually.IsTrueAsync(() => server.Errors.Contains("Stopping.", StringComparison.Ordinal), "it is stopping");
        body.Finish();

        Assert.Equal(1, (await TestService.ReadAsync<PresenceInfo>(await online)).Epoch);
        Assert.Equal(0, await server.ExitAsync());
        Assert.Contains("Stopped.", server.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", server.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("dev", "--data", "")]
    [InlineData("dev", "--data", "x", "--api-port", "70000")]
    [InlineData("dev", "--data", "x", "--dns-port", "many")]
    [InlineData("dev", "--data", "x", "--bogus")]
    [InlineData("bogus")]
    public async Task A_mistake_on_the_command_line_is_told_in_a_line(params string[] arguments)
    {
        var (exitCode, output, errors) = await ServerProcess.RunAsync(arguments);

        Assert.Equal((1, ""), (exitCode, output.Trim()));
        Assert.InRange(errors.Split('\n').Length, 1, 2);
        Assert.DoesNotContain("Exception", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_is_one_clear_error()
    {
        var file = _folder.File("file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var (exitCode, _, errors) = await ServerProcess.RunAsync("dev", "--data", file);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("error SettingsUnwritable: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_files_are_the_owners_alone_and_its_log_tells_no_secret()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        await using var server = await ServerProcess.DevAsync(_folder.Path);
        using var client = server.Client();
        using var account = await client.GetAsync(ServiceRoutes.Account, TestContext.Current.CancellationToken);
        using var bad = await client.PostAsync(ServiceRoutes.Online, TestService.Json("{"), TestContext.Current.CancellationToken);
        var modes = Directory.GetFiles(_folder.Path).ToDictionary(file => Path.GetFileName(file)!, file => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file));

        Assert.Contains("registration-id", modes.Keys);
        Assert.Contains("server.pem", modes.Keys);
        Assert.All(modes, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.Value));
        await server.KillAsync();
        Assert.DoesNotContain(server.Facts.RegistrationId, server.Errors, StringComparison.Ordinal);
    }

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        Array.ForEach(listeners, listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        Array.ForEach(listeners, listener => listener.Dispose());
        return ports;
    }

    /// <summary>A body that stops in the middle until it is told to go on.</summary>
    private sealed class HalfBody : HttpContent
    {
        private readonly TaskCompletionSource _halfSent = new();
        private readonly TaskCompletionSource _finish = new();
        private readonly string _first;
        private readonly string _second;

        public HalfBody(string first, string second)
        {
            (_first, _second) = (first, second);
            Headers.ContentType = new("application/json");
        }

        public Task HalfSent => _halfSent.Task;

        public void Finish() => _finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_first));
            await stream.FlushAsync();
            _halfSent.SetResult();
            await _finish.Task;
            await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(_second));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _first.Length + _second.Length;
            return true;
        }
    }
}
