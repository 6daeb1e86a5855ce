using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DNS4Me.Server.Configuration;
using DNS4Me.Server.Hosting;

namespace DNS4Me.Server.Tests.Hosting;

public sealed class ServerCertificateTests : IDisposable
{
    private static readonly DateTimeOffset From = TestTime.Start.AddDays(-1);
    private static readonly DateTimeOffset To = TestTime.Start.AddYears(20);
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_servers_own_is_made_once_and_its_pin_stays()
    {
        using var made = Load(null);
        using var kept = Load(null);

        Assert.True(SettingRules.IsPin(made.Pin));
        Assert.Equal(made.Pin, kept.Pin);
        Assert.True(made.Leaf.HasPrivateKey);
        Assert.True(made.Leaf.MatchesHostname("dns4me.test") && made.Leaf.MatchesHostname("localhost"));
    }

    [Fact]
    public async Task The_authorities_between_are_sent_with_it()
    {
        var (root, between, leaf, key) = Chain();
        await File.WriteAllTextAsync(_folder.File("full.pem"), leaf.ExportCertificatePem() + "\n" + between.ExportCertificatePem() + "\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.File("key.pem"), key, TestContext.Current.CancellationToken);
        await using var service = await TestService.StartAsync(configuration => configuration with { Certificate = new(_folder.File("full.pem"), _folder.File("key.pem"), null) });

        Assert.Equal(leaf.Thumbprint, await ShownAsync(service, root));
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_a_broken_one_never()
    {
        var (root, between, leaf, key) = Chain();
        Write(leaf, between, key);
        await using var service = await TestService.StartAsync(configuration => configuration with { Certificate = new(_folder.File("full.pem"), _folder.File("key.pem"), null) });
        Assert.Equal(leaf.Thumbprint, await ShownAsync(service, root));

        await File.WriteAllTextAsync(_folder.File("full.pem"), "-----BEGIN CERTIFICATE-----\nhalf", TestContext.Current.CancellationToken);
        service.Time.Advance(CertificateKeeper.LookInterval);
        Assert.Equal(leaf.Thumbprint, await ShownAsync(service, root));
        service.Time.Advance(CertificateKeeper.LookInterval);
        Assert.Single(service.Log.Lines, line => line.Contains("is not used", StringComparison.Ordinal));

        var (otherRoot, otherBetween, renewed, otherKey) = Chain();
        Write(renewed, otherBetween, otherKey);
        service.Time.Advance(CertificateKeeper.LookInterval);
        Assert.Equal(renewed.Thumbprint, await ShownAsync(service, otherRoot));

        void Write(X509Certificate2 certificate, X509Certificate2 authority, string secret)
        {
            File.WriteAllText(_folder.File("full.pem"), certificate.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n");
            File.WriteAllText(_folder.File("key.pem"), secret);
        }

    }

    [Fact]
    public void A_PFX_file_with_a_password_is_taken()
    {
        var (_, between, leaf, key) = Chain();
        using var withKey = X509Certificate2.CreateFromPem(leaf.ExportCertificatePem(), key);
        File.WriteAllBytes(_folder.File("server.pfx"), new X509Certificate2Collection { between, withKey }.Export(X509ContentType.Pkcs12, "secret")!);
        File.WriteAllText(_folder.File("password"), "secret\n");

        using var loaded = Load(new(_folder.File("server.pfx"), null, _folder.File("password")));

        Assert.Equal(leaf.Thumbprint, loaded.Leaf.Thumbprint);
        Assert.Equal(between.Thumbprint, Assert.Single(loaded.Chain).Thumbprint);
        Assert.Equal(FaultCode.SettingsUnreadable, Refused(new(_folder.File("server.pfx"), null, null)));
    }

    [Fact]
    public void What_cannot_be_used_is_told()
    {
        var (_, _, leaf, _) = Chain();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(_folder.File("leaf.pem"), leaf.ExportCertificatePem());
        File.WriteAllText(_folder.File("other.pem"), other.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(_folder.File("rubbish.pem"), "rubbish");

        Assert.Equal(FaultCode.SettingsUnreadable, Refused(new(_folder.File("leaf.pem"), null, null)));
        Assert.Equal(FaultCode.SettingsUnreadable, Refused(new(_folder.File("leaf.pem"), _folder.File("other.pem"), null)));
        Assert.Equal(FaultCode.SettingsUnreadable, Refused(new(_folder.File("rubbish.pem"), null, null)));
        Assert.Equal(FaultCode.SettingsUnreadable, Refused(new(_folder.File("missing.pem"), null, null)));
    }

    /// <summary>The certificate that a client is shown who knows the authority's root alone.</summary>
    private static async Task<string> ShownAsync(TestService service, X509Certificate2 root)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(service.Host.Api[0], TestContext.Current.CancellationToken);
        await using var stream = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        policy.CustomTrustStore.Add(root);
        await stream.AuthenticateAsClientAsync(new() { TargetHost = "dns4me.test", CertificateChainPolicy = policy }, TestContext.Current.CancellationToken);
        return ((X509Certificate2)stream.RemoteCertificate!).Thumbprint;
    }

    private ServerCertificate Load(CertificateFiles? files) => ServerCertificate.Load(TestService.ConfigurationFor(_folder.Path) with { Certificate = files }, new SteppingTime());

    private FaultCode Refused(CertificateFiles files) => Assert.Throws<DNS4MeException>(() => Load(files)).Fault.Code;

    private static (X509Certificate2 Root, X509Certificate2 Between, X509Certificate2 Leaf, string Key) Chain()
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = Authority("CN=Root", rootKey).CreateSelfSigned(From, To);
        using var betweenKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var between = Authority("CN=Between", betweenKey).Create(root, From, To, [1]);
        using var leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=dns4me.test", leafKey, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("dns4me.test");
        request.CertificateExtensions.Add(names.Build());
        using var issuer = between.CopyWithPrivateKey(betweenKey);
        return (root, between, request.Create(issuer, From, To, [2]), leafKey.ExportPkcs8PrivateKeyPem());
    }

    private static CertificateRequest Authority(string name, ECDsa key)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }
}
