using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DNS4Me.Agent.Tests.Web;

/// <summary>Certificates of a test's own, and a look at which one a server shows.</summary>
internal static class Certificates
{
    public static byte[] Pfx(string name, string? password = null, int validDays = 30)
    {
        using var certificate = Make(name, validDays);
        return certificate.Export(X509ContentType.Pkcs12, password);
    }

    public static (string Certificate, string Key) Pem(string name)
    {
        using var certificate = Make(name, 30);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Puts a file in another's place, as certificate programs do.</summary>
    public static void Replace(string path, byte[] contents)
    {
        File.WriteAllBytes(path + ".new", contents);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The subject and serial number of the certificate that a server shows for a name; null when it shows none.</summary>
    public static async Task<(string Subject, string Serial)?> ShownAsync(int port, string name)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null });
        }
        catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
        {
            return null;
        }

        return (tls.RemoteCertificate!.Subject, tls.RemoteCertificate.GetSerialNumberString());
    }

    private static X509Certificate2 Make(string name, int validDays)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-60), DateTimeOffset.UtcNow.AddDays(validDays));
    }
}
