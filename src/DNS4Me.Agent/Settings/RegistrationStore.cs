using System.Security.Cryptography;
using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Agent.Settings;

/// <summary>The registration, with its ID encrypted at rest.</summary>
internal sealed class RegistrationStore
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ISecretProtector _protector;
    private StoredRegistration? _stored;
    private string? _id;

    /// <summary>The registration of a file, which is read when it is first asked for.</summary>
    public RegistrationStore(string path, ISecretProtector protector) => (_path, _protector) = (path, protector);

    /// <summary>What is stored beside the ID.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.NotRegistered"/>, or the file cannot be read.</exception>
    public StoredRegistration Get()
    {
        lock (_gate)
        {
            return _stored ??= Read();
        }
    }

    /// <summary>The registration ID.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.NotRegistered"/>, or it cannot be read or decrypted.</exception>
    public string GetId()
    {
        lock (_gate)
        {
            return _id ??= Unprotect(Get());
        }
    }

    /// <summary>Whether a registration is stored; one that cannot be read counts.</summary>
    public bool Exists => File.Exists(_path);

    /// <summary>Stores a registration in place of the one before it.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>; the one before it stands.</exception>
    public void Save(RegisterRequest request)
    {
        using var prepared = Prepare(request);
        prepared.Commit();
    }

    /// <summary>Writes a registration to the disk without putting it in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>.</exception>
    public PreparedChange Prepare(RegisterRequest request)
    {
        try
        {
            var stored = new StoredRegistration { Name = request.Name, Email = request.Email, ProtectedId = _protector.Protect(request.RegistrationId) };
            return PreparedChange.Of(_path, JsonSerializer.SerializeToUtf8Bytes(stored, AgentJson.Default.StoredRegistration), keepPrevious: false, () =>
            {
                lock (_gate)
                {
                    (_stored, _id) = (stored, request.RegistrationId);
                }
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new DNS4MeException(Faults.SettingsUnwritable(_path, e.Message), e);
        }
    }

    private StoredRegistration Read()
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(_path), AgentJson.Default.StoredRegistration) ?? throw new JsonException("it is empty.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DNS4MeException(Faults.NotRegistered(), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new DNS4MeException(Faults.SettingsUnreadable(_path, e.Message), e);
        }
    }

    private string Unprotect(StoredRegistration stored)
    {
        try
        {
            return _protector.Unprotect(stored.ProtectedId);
        }
        catch (CryptographicException e)
        {
            throw new DNS4MeException(Faults.SecretUnreadable(_path), e);
        }
    }
}
