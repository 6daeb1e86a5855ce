using System.Security.Cryptography;
using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>The proxy's password, encrypted at rest and apart from the settings. Whether there is one the settings say.</summary>
internal sealed class ProxyPasswordStore
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ISecretProtector _protector;
    private string? _password;

    /// <summary>The password of a file, which is read when it is first asked for.</summary>
    public ProxyPasswordStore(string path, ISecretProtector protector) => (_path, _protector) = (path, protector);

    /// <summary>The password.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.ProxyPasswordUnreadable"/>: it is not there, or cannot be decrypted.</exception>
    public string Get()
    {
        lock (_gate)
        {
            return _password ??= Read();
        }
    }

    /// <summary>The password; null when there is none that can be read.</summary>
    public string? TryGet()
    {
        try
        {
            return Get();
        }
        catch (DNS4MeException)
        {
            return null;
        }
    }

    /// <summary>Writes a password to the disk without putting it in force. Nothing of the one before it is kept.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>.</exception>
    public PreparedChange Prepare(string password)
    {
        try
        {
            var stored = new StoredProxyPassword { ProtectedPassword = _protector.Protect(password) };
            return PreparedChange.Of(_path, JsonSerializer.SerializeToUtf8Bytes(stored, AgentJson.Default.StoredProxyPassword), keepPrevious: false, () => Take(password));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new DNS4MeException(Faults.SettingsUnwritable(_path, e.Message), e);
        }
    }

    /// <summary>Forgets the password.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>; it stands.</exception>
    public void Forget()
    {
        try
        {
            File.Delete(_path);
            Take(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SettingsUnwritable(_path, e.Message), e);
        }
    }

    private void Take(string? password)
    {
        lock (_gate)
        {
            _password = password;
        }
    }

    private string Read()
    {
        try
        {
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(_path), AgentJson.Default.StoredProxyPassword) ?? throw new JsonException();
            return _protector.Unprotect(stored.ProtectedPassword);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or CryptographicException)
        {
            throw new DNS4MeException(Faults.ProxyPasswordUnreadable(_path), e);
        }
    }
}
