using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DNS4Me.Agent.Tests.Service;

/// <summary>A web server with a self-signed certificate on loopback that answers what a test tells it to.</summary>
internal sealed class HttpsPeer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;

    private HttpsPeer(WebApplication app, X509Certificate2 certificate) => (_app, _certificate) = (app, certificate);

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Pin => SettingRules.Pin(SHA256.HashData(_certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    public ServerSetting Setting => new() { HostName = "127.0.0.1", Port = Port, Pins = [Pin] };

    /// <summary>The name that the last TLS handshake asked for.</summary>
    public string? ServerName { get; private set; }

    public static async Task<HttpsPeer> StartAsync(RequestDelegate answer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        HttpsPeer? peer = null;
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
            https.ServerCertificateSelector = (_, name) =>
            {
                peer!.ServerName = name;
                return certificate;
            })));
        var app = builder.Build();
        app.Run(answer);
        peer = new(app, certificate);
        await app.StartAsync();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificate.Dispose();
    }
}
