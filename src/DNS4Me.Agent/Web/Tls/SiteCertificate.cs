using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using DNS4Me.Agent.Web.Files;

namespace DNS4Me.Agent.Web.Tls;

/// <summary>
/// The certificate of a site, from files that may be replaced at any time. When they change they are read again; if they cannot be used then, as while they are
/// being written, the certificate that was in force stays so.
/// </summary>
internal sealed class SiteCertificate
{
    /// <summary>How long the files are taken to be unchanged, in milliseconds.</summary>
    private const long LookedAtFor = 1000;

    private readonly Lock _gate = new();
    private readonly string _domain;
    private readonly DiskPath _file;
    private readonly DiskPath? _keyFile;
    private readonly Func<string, string?> _password;
    private readonly TimeProvider _time;
    private (FileStamp, FileStamp)? _stamps;
    private long _lookedAt;
    private volatile Loaded? _loaded;
    private volatile Fault? _fault;

    /// <param name="domain">The site's domain.</param>
    /// <param name="setting">Where the files are.</param>
    /// <param name="password">Gives the password of a domain's key; null for none.</param>
    /// <param name="time">The calendar.</param>
    public SiteCertificate(string domain, WebSite setting, Func<string, string?> password, TimeProvider time)
    {
        (_domain, _password, _time) = (domain, password, time);
        _file = new(setting.Certificate);
        _keyFile = setting.CertificateKey.Length == 0 ? null : new(setting.CertificateKey);
    }

    /// <summary>What is wrong with the files, or with the certificate in force; null when all is well.</summary>
    public Fault? Fault => _fault ?? _loaded?.FaultAt(_time.GetUtcNow(), _domain, _file.Text);

    /// <summary>Whether another one was read from the same files as this one, which can be used: what makes the difference is the password then.</summary>
    public bool HasFilesOf(SiteCertificate other) => _fault is null && _stamps == other._stamps && _stamps != default;

    /// <summary>Reads the files for the first time.</summary>
    /// <exception cref="DNS4MeException">They cannot be used.</exception>
    public void Load()
    {
        Refresh(atOnce: true);
        if (_loaded is null)
        {
            throw new DNS4MeException(_fault!);
        }
    }

    /// <summary>What a handshake needs; what is new in the files counts.</summary>
    /// <exception cref="AuthenticationException">The files could not be used so far.</exception>
    public SslServerAuthenticationOptions GetOptions()
    {
        Refresh(atOnce: false);
        return _loaded?.Options ?? throw new AuthenticationException(_fault?.Message);
    }

    /// <summary>Looks whether the files have changed, and reads them again if so.</summary>
    /// <param name="atOnce">Whether to look although they were looked at a moment ago.</param>
    public void Refresh(bool atOnce)
    {
        var now = Environment.TickCount64;
        if (!atOnce && now - Interlocked.Read(ref _lookedAt) < LookedAtFor)
        {
            return;
        }

        lock (_gate)
        {
            Interlocked.Exchange(ref _lookedAt, now);
            var stamps = (Disk.Look(_file), _keyFile is null ? default : Disk.Look(_keyFile));
            if (stamps == _stamps)
            {
                return;
            }

            TryRead();

            // Files that were written just now may be in the middle of it, and their stamps do not vouch for them yet.
            _stamps = stamps.Item1.Unsettled == TimeSpan.Zero && stamps.Item2.Unsettled == TimeSpan.Zero ? stamps : null;
        }
    }

    private void TryRead()
    {
        try
        {
            _loaded = Read();
            _fault = null;
        }
        catch (DNS4MeException e)
        {
            // The password cannot be had.
            _fault = e.Fault;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            _fault = Faults.WebCertificateUnusable(_domain, _file.Text, e.Message);
        }
    }

    private Loaded Read()
    {
        var bytes = File.ReadAllBytes(_file.Text);
        var chain = new X509Certificate2Collection();
        var certificate = bytes.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? ReadPem(bytes, chain) : ReadPfx(bytes, chain);
        return new(new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        }, certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime(), certificate.MatchesHostname(_domain));
    }

    private X509Certificate2 ReadPem(byte[] bytes, X509Certificate2Collection chain)
    {
        // Windows' editors and Windows PowerShell begin such a file with a byte order mark, which no PEM has.
        var text = System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var key = _keyFile is null ? text : File.ReadAllText(_keyFile.Text);
        chain.ImportFromPem(text);
        var isSealed = key.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        var certificate = isSealed ? X509Certificate2.CreateFromEncryptedPem(text, key, _password(_domain)) : X509Certificate2.CreateFromPem(text, key);
        chain.RemoveAt(0);
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        // TLS does not take a key there that is in memory alone.
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    private X509Certificate2 ReadPfx(byte[] bytes, X509Certificate2Collection chain)
    {
        chain.AddRange(X509CertificateLoader.LoadPkcs12Collection(bytes, _password(_domain)));
        var certificate = chain.FirstOrDefault(certificate => certificate.HasPrivateKey) ?? throw new CryptographicException("There is no private key in it.");
        chain.Remove(certificate);
        return certificate;
    }

    private sealed record Loaded(SslServerAuthenticationOptions Options, DateTime NotBefore, DateTime NotAfter, bool IsOfDomain)
    {
        public Fault? FaultAt(DateTimeOffset now, string domain, string path)
        {
            var reason = now < NotBefore ? FormattableString.Invariant($"It is valid from {NotBefore:yyyy-MM-dd HH:mm} UTC on.")
                : now > NotAfter ? FormattableString.Invariant($"It has expired on {NotAfter:yyyy-MM-dd}.")
                : IsOfDomain ? null : $"It is not for the name {domain}.";
            return reason is null ? null : Faults.WebCertificateUnusable(domain, path, reason);
        }
    }
}
