using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Changes how the client works on this machine. Source: help file, "Options Dialog".</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeOption", SupportsShouldProcess = true)]
[OutputType(typeof(ClientOption))]
public sealed class SetDNS4MeOptionCommand : SettingCommand<ClientOption>
{
    /// <summary>Whether the agent starts with the system.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? StartWithSystem { get; set; }

    /// <summary>Whether Start-DNS4MeAgent shows nothing of the agent that it has started.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? StartMinimized { get; set; }

    /// <summary>Whether an agent that the system, a logon or Start-DNS4MeAgent starts goes online by itself.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? GoOnlineAtStart { get; set; }

    /// <summary>Whether Stop-DNS4MeAgent asks before it takes the domains offline.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? WarnBeforeExit { get; set; }

    /// <summary>Whether the agent tries again by itself when the connection is lost while the domains are online.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [OnOff]
    [AllowNull]
    public bool? Reconnect { get; set; }

    /// <summary>How long it waits between two tries: a bare number is minutes, a TimeSpan or 00:00:30 is exact.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Timeout]
    [AllowNull]
    public TimeSpan? ReconnectInterval { get; set; }

    /// <summary>How often the agent gives a sign of life: a bare number is minutes, a TimeSpan or 00:00:30 is exact, a blank or Default is a third of the timeout.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [KeepAlive]
    public TimeSpan? KeepAliveInterval { get; set; }

    /// <summary>How often the service looks at this machine's address: as KeepAliveInterval, and a blank or Default is with each sign of life.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [KeepAlive]
    public TimeSpan? LookInterval { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<ClientOption> Area => SettingAreas.Option;

    /// <inheritdoc/>
    private protected override void Changed(AgentSettings settings) => FollowStartOption(settings);

    /// <inheritdoc/>
    private protected override void Apply(ClientOption setting)
    {
        Take(StartWithSystem, nameof(StartWithSystem), value => setting.StartWithSystem = value);
        Take(StartMinimized, nameof(StartMinimized), value => setting.StartMinimized = value);
        Take(GoOnlineAtStart, nameof(GoOnlineAtStart), value => setting.GoOnlineAtStart = value);
        Take(WarnBeforeExit, nameof(WarnBeforeExit), value => setting.WarnBeforeExit = value);
        Take(Reconnect, nameof(Reconnect), value => setting.Reconnect = value);
        Take(ReconnectInterval, nameof(ReconnectInterval), value => setting.ReconnectInterval = value);
        Take(KeepAliveInterval, nameof(KeepAliveInterval), value => setting.KeepAliveInterval = value == KeepAliveAttribute.Default ? null : value);
        Take(LookInterval, nameof(LookInterval), value => setting.LookInterval = value == KeepAliveAttribute.Default ? null : value);
    }
}
