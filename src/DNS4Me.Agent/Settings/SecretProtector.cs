using System.Runtime.Versioning;
using Microsoft.AspNetCore.DataProtection;

namespace DNS4Me.Agent.Settings;

/// <summary>
/// ASP.NET Core Data Protection with its keys in the agent's home. DPAPI guards the keys on Windows; elsewhere the folder's and files' modes do, which
/// protects against other users and stray copies of the settings, not against who can read the whole home.
/// </summary>
internal sealed class SecretProtector : ISecretProtector
{
    private const string Purpose = "DNS4Me.Agent";
    private readonly Lazy<IDataProtector> _protector;

    /// <summary>A protector with its keys in a folder. Nothing is read or made before it is needed.</summary>
    public SecretProtector(string keyFolder) => _protector = new(() => Create(keyFolder));

    /// <inheritdoc/>
    public string Protect(string secret) => _protector.Value.Protect(secret);

    /// <inheritdoc/>
    public string Unprotect(string text) => _protector.Value.Unprotect(text);

    private static IDataProtector Create(string keyFolder)
    {
        if (OperatingSystem.IsWindows())
        {
            return CreateOnWindows(keyFolder);
        }

        var folder = Directory.CreateDirectory(keyFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return DataProtectionProvider.Create(folder).CreateProtector(Purpose);
    }

    [SupportedOSPlatform("windows")]
    private static IDataProtector CreateOnWindows(string keyFolder)
        => DataProtectionProvider.Create(Directory.CreateDirectory(keyFolder), builder => builder.ProtectKeysWithDpapi()).CreateProtector(Purpose);
}
