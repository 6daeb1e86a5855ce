using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DNS4Me.Service;

namespace DNS4Me.Benchmarks;

/// <summary>Speaks to the API of a service of the benchmark's own.</summary>
internal static class ServiceClient
{
    /// <summary>A client with the service's account.</summary>
    public static HttpClient Create(DevFacts service)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => IsPinned(service, certificate) } };
        var client = new HttpClient(handler) { BaseAddress = service.Api };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(ServiceRoutes.AuthorizationScheme, service.RegistrationId);
        return client;
    }

    private static bool IsPinned(DevFacts service, X509Certificate? certificate)
        => certificate is X509Certificate2 shown && SettingRules.Pin(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo())) == service.Pin;
}
