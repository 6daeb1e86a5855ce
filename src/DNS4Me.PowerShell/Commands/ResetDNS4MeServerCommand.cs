using DNS4Me.PowerShell.Completion;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Puts back to its defaults which service the agent connects to. Source: help file, "Setting the DNS4Me Server".</summary>
[Cmdlet(VerbsCommon.Reset, "DNS4MeServer", SupportsShouldProcess = true)]
[OutputType(typeof(ServerSetting))]
public sealed class ResetDNS4MeServerCommand : ResetSettingCommand<ServerSetting>
{
    /// <summary>The settings to put back, with wildcards or without; none: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingNameCompleter<ServerSetting>))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<ServerSetting> Area => SettingAreas.Server;
}
