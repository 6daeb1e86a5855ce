using System.Net.Security;
using System.Security.Authentication;
using DNS4Me.Server.Configuration;

namespace DNS4Me.Server.Hosting;

/// <summary>
/// The API's certificate as its files have it: when they change, as at a renewal, new connections get the new one. Files that cannot be used, as while they are being
/// written, leave the one in force.
/// </summary>
internal sealed class CertificateKeeper : IDisposable
{
    /// <summary>How often the files are looked at.</summary>
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(30);

    private readonly ServerConfiguration _configuration;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private volatile ServerCertificate _current;
    private volatile SslServerAuthenticationOptions _options;
    private FileStamps _seen;

    /// <summary>Why changed files were not used when that was last told: it is told once, and not at each look.</summary>
    private string? _told;

    /// <summary>Loads the certificate.</summary>
    /// <exception cref="DNS4MeException">It cannot be used.</exception>
    public CertificateKeeper(ServerConfiguration configuration, TimeProvider time, ILogger log)
    {
        (_configuration, _time, _log) = (configuration, time, log);
        _seen = FileStamps.Of(configuration.Certificate);
        _current = ServerCertificate.Load(configuration, time);
        _options = OptionsOf(_current);
        _timer = time.CreateTimer(_ => Look(), null, configuration.Certificate is null ? Timeout.InfiniteTimeSpan : LookInterval, LookInterval);
    }

    /// <summary>The pin of the certificate in force.</summary>
    public string Pin => _current.Pin;

    /// <summary>What a new connection gets.</summary>
    public SslServerAuthenticationOptions Options => _options;

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _current.Dispose();
    }

    private static SslServerAuthenticationOptions OptionsOf(ServerCertificate certificate) => new()
    {
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate.Leaf, certificate.Chain, offline: true),
    };

    private void Look()
    {
        try
        {
            var stamps = FileStamps.Of(_configuration.Certificate);
            if (stamps == _seen)
            {
                return;
            }

            // Of files that change one after the other, those that are read too early are read again.
            var loaded = ServerCertificate.Load(_configuration, _time);
            _options = OptionsOf(loaded);

            // Connections still have the one before; it goes with them.
            (_seen, _current, _told) = (stamps, loaded, null);
            _log.LogInformation("The certificate was read anew. It is valid until {Until:u} and has the pin {Pin}.", loaded.Leaf.NotAfter.ToUniversalTime(), loaded.Pin);
        }
        catch (Exception e)
        {
            if (_told != e.Message)
            {
                _log.LogWarning("The changed certificate is not used, and the one in force goes on: {Reason}", _told = e.Message);
            }
        }
    }

    /// <summary>When the files were changed.</summary>
    private sealed record FileStamps(DateTime Certificate, DateTime Key, DateTime Password)
    {
        public static FileStamps Of(CertificateFiles? files) => new(Changed(files?.Path), Changed(files?.KeyPath), Changed(files?.PasswordPath));

        /// <summary>Of what a link leads to, which is where renewals change it.</summary>
        private static DateTime Changed(string? path)
            => path is null ? default : File.GetLastWriteTimeUtc(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
    }
}
