using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using DNS4Me.Service;

namespace DNS4Me.Benchmarks;

/// <summary>A service on the loopback address, for as long as it is not disposed.</summary>
internal sealed class DevServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private DevServer(Process process, string folder, JsonElement line)
    {
        (_process, _folder) = (process, folder);
        Api = new(line.GetProperty("api").GetString()!);
        Dns = IPEndPoint.Parse(line.GetProperty("dns").GetString()!);
        Pin = line.GetProperty("pin").GetString()!;
        RegistrationId = line.GetProperty("registrationId").GetString()!;
        Email = line.GetProperty("email").GetString()!;
        Domain = line.GetProperty("domains")[0].GetString()!;
    }

    public Uri Api { get; }

    public IPEndPoint Dns { get; }

    public string Pin { get; }

    public string RegistrationId { get; }

    public string Email { get; }

    public string Domain { get; }

    public bool IsPinned(X509Certificate? certificate)
        => certificate is X509Certificate2 shown && SettingRules.Pin(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo())) == Pin;

    /// <summary>A client of its API with its account.</summary>
    public HttpClient CreateClient()
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(certificate) } };
        var client = new HttpClient(handler) { BaseAddress = Api };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(ServiceRoutes.AuthorizationScheme, RegistrationId);
        return client;
    }

    public static async Task<DevServer> StartAsync(string? program = null)
    {
        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        var start = new ProcessStartInfo(program ?? Paths.Server, ["dev", "--data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended before it was ready.");
        return new(process, folder, JsonDocument.Parse(line).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
