using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Puts the proxy settings back to their defaults, a direct connection, and forgets the password. Source: help file, "Proxy Settings".</summary>
[Cmdlet(VerbsCommon.Clear, "DNS4MeProxy", SupportsShouldProcess = true)]
[OutputType(typeof(ProxySetting))]
public sealed class ClearDNS4MeProxyCommand : SectionCommand<ProxySetting>
{
    /// <inheritdoc/>
    private protected override SettingArea<ProxySetting> Area => SettingAreas.Proxy;

    /// <inheritdoc/>
    private protected override void Process()
    {
        var before = Stored();
        RequireUngoverned(new());
        Change(SettingPatch.ToDefaults(Area, Area.Members.Names), Words.ResetOf(Area.Members.Differences(before, new ProxySetting())));
    }
}
