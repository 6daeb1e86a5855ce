using System.Security.Cryptography;
using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>A password, encrypted at rest and apart from the settings: the proxy's, or that of a site's certificate. Whether there is one the settings say.</summary>
internal sealed class PasswordStore
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ISecretProtector _protector;
    private readonly Fault _unreadable;
    private string? _password;

    /// <summary>The password of a file, which is read when it is first asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="protector">Encrypts it.</param>
    /// <param name="unreadable">What is said when it is not there, or cannot be decrypted.</param>
    public PasswordStore(string path, ISecretProtector protector, Fault unreadable) => (_path, _protector, _unreadable) = (path, protector, unreadable);

    /// <summary>The password.</summary>
    /// <exception cref="DNS4MeException">It is not there, or cannot be decrypted.</exception>
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
            var stored = new StoredPassword { ProtectedPassword = _protector.Protect(password) };
            return PreparedChange.Of(_path, JsonSerializer.SerializeToUtf8Bytes(stored, AgentJson.Default.StoredPassword), keepPrevious: false, () => Take(password));
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
            var stored = JsonSerializer.Deserialize(File.ReadAllBytes(_path), AgentJson.Default.StoredPassword) ?? throw new JsonException();
            return _protector.Unprotect(stored.ProtectedPassword);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or CryptographicException)
        {
            throw new DNS4MeException(_unreadable, e);
        }
    }
}
