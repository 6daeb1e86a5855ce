using DNS4Me.PowerShell.Completion;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Puts back to its defaults how the service handles the domains while online. Source: help file, "Online Settings".</summary>
[Cmdlet(VerbsCommon.Reset, "DNS4MeOnlineSetting", SupportsShouldProcess = true)]
[OutputType(typeof(OnlineSetting))]
public sealed class ResetDNS4MeOnlineSettingCommand : ResetSettingCommand<OnlineSetting>
{
    /// <summary>The settings to put back, with wildcards or without; none: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingNameCompleter<OnlineSetting>))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<OnlineSetting> Area => SettingAreas.Online;
}
