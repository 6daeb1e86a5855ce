using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DNS4Me.Agent.Service;

/// <summary>Which certificate of the service is trusted: a pinned one, or without pins one that the system's authorities vouch for.</summary>
internal sealed class ServiceTrust
{
    private readonly IReadOnlyList<string> _pins;
    private volatile Refusal? _refusal;

    /// <summary>The trust of settings.</summary>
    public ServiceTrust(ServerSetting setting) => _pins = setting.Pins;

    /// <summary>Why the last certificate was not trusted; null when it was, or none was shown.</summary>
    public Refusal? LastRefusal => _refusal;

    /// <summary>Judges a certificate; see <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _refusal = null;
        if (certificate is not X509Certificate2 shown)
        {
            return false;
        }

        var pin = SettingRules.Pin(SHA256.HashData(shown.PublicKey.ExportSubjectPublicKeyInfo()));
        if (_pins.Count > 0)
        {
            return _pins.Contains(pin) || Refuse("it is none of the pinned ones.", pin);
        }

        return errors == SslPolicyErrors.None || Refuse(Explain(errors, chain), pin);
    }

    private static string Explain(SslPolicyErrors errors, X509Chain? chain)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "it is for another host name.";
        }

        var status = chain?.ChainStatus.FirstOrDefault(status => status.Status != X509ChainStatusFlags.NoError).Status ?? X509ChainStatusFlags.NoError;
        return status == X509ChainStatusFlags.NotTimeValid
            ? "it is not valid at this machine's present time."
            : "no certificate authority that this machine trusts vouches for it.";
    }

    private bool Refuse(string reason, string pin)
    {
        _refusal = new(reason, pin);
        return false;
    }

    /// <summary>A certificate that was not trusted.</summary>
    /// <param name="Reason">Why, as the end of a sentence.</param>
    /// <param name="Pin">Its pin.</param>
    public sealed record Refusal(string Reason, string Pin);
}
