using System.Diagnostics;
using System.Net;
using System.Text.Json;
using DNS4Me.Agent.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Dns;

/// <summary>What our own server answers, as the agent reads it.</summary>
public sealed class DevServerTests : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("dns4me-agent-test-");
    private Process? _server;
    private IPEndPoint _dns = null!;
    private string _domain = null!;

    public async ValueTask InitializeAsync()
    {
        var program = Path.Combine(FindRoot(), "out", "server", OperatingSystem.IsWindows() ? "dns4me-server.exe" : "dns4me-server");
        Assert.SkipUnless(File.Exists(program), "The server is not built: dotnet build src/DNS4Me.Server");
        _server = Process.Start(new ProcessStartInfo(program, ["dev", "--data", _data.FullName]) { RedirectStandardOutput = true })!;
        var line = await _server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Deadline);
        var facts = JsonElement.Parse(line!);
        _dns = IPEndPoint.Parse(facts.GetProperty("dns").GetString()!);
        _domain = facts.GetProperty("domains")[0].GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            _server.Kill();
            await _server.WaitForExitAsync().WaitAsync(Deadline);
            _server.Dispose();
        }

        _data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_domain_and_whatever_is_below_it_are_answered(bool tcp)
    {
        var address = await ResolveAsync(_domain, "A", tcp);
        Assert.True(address.Authoritative);
        Assert.Equal(_domain, Assert.Single(address.Records, record => record.Type == "A").Name);
        var mail = await ResolveAsync("anything." + _domain, "MX", tcp);
        Assert.Equal($"10 {_domain}.", Assert.Single(mail.Records, record => record.Type == "MX").Data);
    }

    [Fact]
    public async Task A_name_of_somebody_else_is_refused()
    {
        var failure = await Assert.ThrowsAsync<DNS4MeException>(() => ResolveAsync("www.example.com", "A", tcp: false));
        Assert.Equal(FaultCode.DnsFailed, failure.Fault.Code);
        Assert.Contains("REFUSED", failure.Message, StringComparison.Ordinal);
    }

    private Task<ResolveResult> ResolveAsync(string name, string type, bool tcp) => new DnsResolver(TimeProvider.System).ResolveAsync(
        new() { Name = name, Type = type, Server = _dns.Address.ToString(), Port = _dns.Port, Tcp = tcp, Timeout = Deadline }, TestContext.Current.CancellationToken);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "DNS4Me.PowerShell.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run from within the repository.");
        }

        return folder;
    }
}
