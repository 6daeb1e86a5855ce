using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DNS4Me.Service;

namespace DNS4Me.Server.Tests.Support;

/// <summary>A client that trusts one pin and nothing else.</summary>
internal static class PinnedClient
{
    public static HttpClient Create(Uri api, string pin, string? registrationId)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 shown && PinOf(shown) == pin;
        var client = new HttpClient(handler) { BaseAddress = api, Timeout = TestTime.Deadline };
        if (registrationId is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(ServiceRoutes.AuthorizationScheme, registrationId);
        }

        return client;
    }

    private static string PinOf(X509Certificate2 certificate) => SettingRules.Pin(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
}
