using DNS4Me.Local;
using DNS4Me.PowerShell.Completion;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Puts back to its defaults how the client works on this machine. Source: help file, "Options Dialog".</summary>
[Cmdlet(VerbsCommon.Reset, "DNS4MeOption", SupportsShouldProcess = true)]
[OutputType(typeof(ClientOption))]
public sealed class ResetDNS4MeOptionCommand : ResetSettingCommand<ClientOption>
{
    /// <summary>The settings to put back, with wildcards or without; none: all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingNameCompleter<ClientOption>))]
    public override string[]? Name { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<ClientOption> Area => SettingAreas.Option;

    /// <inheritdoc/>
    private protected override void Changed(AgentSettings settings) => FollowStartOption(settings);
}
