using System.Runtime.Versioning;
using System.Security;
using DNS4Me.Policies;
using Microsoft.Win32;

namespace DNS4Me.Agent.Policies;

/// <summary>The registry as it is.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsPolicyRegistry : IPolicyRegistry
{
    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, object?>> ValuesOf(SettingSource source)
    {
        try
        {
            using var key = (source == SettingSource.UserPolicy ? Registry.CurrentUser : Registry.LocalMachine).OpenSubKey(PolicyReader.RegistryKey);
            return key is null ? [] : [.. key.GetValueNames().Select(name => new KeyValuePair<string, object?>(name, ValueOf(key, name)))];
        }
        catch (SecurityException e)
        {
            throw new UnauthorizedAccessException(e.Message, e);
        }
    }

    private static object? ValueOf(RegistryKey key, string name) => (key.GetValueKind(name), key.GetValue(name)) switch
    {
        (RegistryValueKind.String, string text) => text,
        (RegistryValueKind.DWord, int number) => (long)(uint)number,
        (RegistryValueKind.MultiString, string[] texts) => texts,
        _ => null,
    };
}
