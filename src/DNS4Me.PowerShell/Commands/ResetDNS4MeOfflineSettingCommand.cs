using DNS4Me.PowerShell.Completion;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Puts back to its defaults how the service handles the domains while offline. Source: help file, "Offline Settings".</summary>
[Cmdlet(VerbsCommon.Reset, "DNS4MeOfflineSetting", SupportsShouldProcess = true)]
[OutputType(typeof(OfflineSetting))]
public sealed class ResetDNS4MeOfflineSettingCommand : ResetSettingCommand<OfflineSetting>
{
    /// <summary>The settings to put back, with wildcards or without; none: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingNameCompleter<OfflineSetting>))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<OfflineSetting> Area => SettingAreas.Offline;
}
