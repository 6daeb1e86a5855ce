using System.Runtime.Versioning;
using System.Security.Cryptography;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Checks;

/// <summary>What an agent would find on this machine: whether it could keep its files and secrets here, and which policies it would obey. Looking changes nothing.</summary>
/// <param name="home">The agent's home.</param>
/// <param name="policies">Where the policies stand.</param>
internal sealed class MachineCheck(AgentHome home, IPolicySource policies)
{
    private const string HomeWord = "home";
    private const string SecretWord = "secrets";
    private const string PolicyWord = "policy";
    private const string Probe = "probe";

    /// <summary>Looks at everything.</summary>
    public IEnumerable<Finding> All() =>
    [
        new(true, "agent", $"version {AgentVersion.Text}"),
        Try(HomeWord, LookAtHome),
        Try(SecretWord, LookAtSecrets),
        .. LookAtPolicies(),
    ];

    private static Finding Try(string what, Func<Finding> look)
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or PlatformNotSupportedException)
        {
            return new(false, what, e.Message);
        }
    }

    private Finding LookAtHome()
    {
        if (!Directory.Exists(home.Folder))
        {
            return new(true, HomeWord, $"{home.Folder} is not there yet; an agent makes it when it starts");
        }

        if (!OperatingSystem.IsWindows() && Refusal() is { } reason)
        {
            return new(false, HomeWord, reason);
        }

        // A right to write is known for certain by writing alone.
        var probe = Path.Combine(home.Folder, $"{Probe}-{Guid.NewGuid():N}");
        using (new FileStream(probe, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose }))
        {
            return new(true, HomeWord, $"{home.Folder} can be used");
        }
    }

    /// <summary>The machine's home belongs to its service's user, and an administrator may look at it.</summary>
    [UnsupportedOSPlatform("windows")]
    private string? Refusal()
        => FileStatus.OfPath(home.Folder, followLinks: true) is not { } status ? $"{home.Folder} cannot be looked at"
            : status.User == Libc.GetEffectiveUserId() || (home.Scope == AgentScope.Machine && Environment.IsPrivilegedProcess) ? null
            : home.Scope == AgentScope.Machine ? $"{home.Folder} belongs to the machine's service: run the command elevated"
            : $"{home.Folder} belongs to the user with the ID {status.User}, and an agent of this user would not use it";

    /// <summary>With keys of its own, which go again: the agent's are not touched.</summary>
    private static Finding LookAtSecrets()
    {
        var keys = Directory.CreateTempSubdirectory("dns4me-check-");
        try
        {
            var protector = new SecretProtector(keys.FullName);
            return new SecretProtector(keys.FullName).Unprotect(protector.Protect(Probe)) == Probe
                ? new(true, SecretWord, $"can be encrypted and read again{(OperatingSystem.IsWindows() ? ", by DPAPI" : "")}")
                : new(false, SecretWord, "what was encrypted reads as something else");
        }
        finally
        {
            keys.Delete(recursive: true);
        }
    }

    private IEnumerable<Finding> LookAtPolicies()
    {
        var own = new SettingsStore(home.SettingsFile);
        var settings = new EffectiveSettings(own, new(policies));
        if (own.TryGet(out var unreadable) is null)
        {
            yield return new(false, "settings", unreadable!.Message);
        }

        if (settings.PolicyFault is { } fault)
        {
            yield return new(false, PolicyWord, $"{fault.Message} {fault.Action}");
            yield break;
        }

        var inForce = settings.Policies ?? PolicySet.None;
        foreach (var value in inForce.Values)
        {
            yield return new(true, PolicyWord, $"{value.Setting.ValueName} ({value.Source}) '{value.Setting.PolicyName}': "
                + (value.Governs ? $"{value.Setting.Member} is '{value.Text}'" : $"leaves {value.Setting.Member} alone"));
        }

        foreach (var name in inForce.Unknown)
        {
            yield return new(true, PolicyWord, $"{name} is no policy of this version, and governs nothing");
        }

        if (inForce.Values.Count == 0)
        {
            yield return new(true, PolicyWord, "none is set");
        }
    }
}
