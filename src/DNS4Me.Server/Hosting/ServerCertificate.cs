using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DNS4Me.Server.Configuration;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Hosting;

/// <summary>The API's certificate: the operator's, or one that the server makes once and keeps, so that its pin stays.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private const string FileName = "server.pem";
    private const int YearsValid = 30;

    private ServerCertificate(X509Certificate2 leaf, X509Certificate2Collection chain) => (Leaf, Chain) = (leaf, chain);

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Leaf { get; }

    /// <summary>The other certificates of its file: clients that know the authority's root alone need those between.</summary>
    public X509Certificate2Collection Chain { get; }

    /// <summary>The certificate's pin (see <see cref="ServerSetting.Pins"/>).</summary>
    public string Pin => SettingRules.Pin(SHA256.HashData(Leaf.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Loads the configured certificate, or the server's own from the data folder, made at the first start.</summary>
    /// <exception cref="DNS4MeException">It cannot be read.</exception>
    public static ServerCertificate Load(ServerConfiguration configuration, TimeProvider time)
    {
        var files = configuration.Certificate ?? new(Path.Combine(configuration.DataFolder, FileName), null, null);
        if (configuration.Certificate is null && !File.Exists(files.Path))
        {
            PrivateFiles.Write(files.Path, Make(configuration, time.GetUtcNow()));
        }

        try
        {
            var certificates = IsPem(files.Path) ? LoadPem(files) : X509CertificateLoader.LoadPkcs12CollectionFromFile(files.Path, ReadPassword(files.PasswordPath));
            var leaf = certificates.FirstOrDefault(certificate => certificate.HasPrivateKey)
                ?? throw new DNS4MeException(ServerFaults.BadCertificate(files.Path, "it has no private key."));
            certificates.Remove(leaf);
            return new(leaf, certificates);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new DNS4MeException(ServerFaults.BadCertificate(files.Path, e.Message), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Leaf.Dispose();
        foreach (var certificate in Chain)
        {
            certificate.Dispose();
        }
    }

    private static bool IsPem(string path) => File.ReadAllText(path).Contains("-----BEGIN ", StringComparison.Ordinal);

    /// <summary>Windows' TLS takes no key that lives in memory alone, which is what a PEM file gives; by way of PKCS #12 it does.</summary>
    private static X509Certificate2Collection LoadPem(CertificateFiles files)
    {
        using var leaf = X509Certificate2.CreateFromPemFile(files.Path, files.KeyPath);
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(files.Path);
        certificates[0].Dispose();
        certificates[0] = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        return certificates;
    }

    private static string? ReadPassword(string? path) => path is null ? null : File.ReadLines(path).FirstOrDefault();

    private static string Make(ServerConfiguration configuration, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=DNS4Me", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        configuration.ServiceZones.ToList().ForEach(names.AddDnsName);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(YearsValid));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
