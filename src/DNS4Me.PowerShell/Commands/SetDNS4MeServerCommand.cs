using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Chooses the service that the agent connects to, and how its certificate is known.</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeServer", SupportsShouldProcess = true, DefaultParameterSetName = SettingSet)]
[OutputType(typeof(ServerSetting))]
public sealed class SetDNS4MeServerCommand : SettingCommand<ServerSetting>
{
    private const string SettingSet = "Setting";
    private const string DefaultSet = "Default";

    /// <summary>The host name or address to dial.</summary>
    [Parameter(ParameterSetName = SettingSet, Position = 0, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? HostName { get; set; }

    /// <summary>The TCP port to dial.</summary>
    [Parameter(ParameterSetName = SettingSet, Position = 1, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? Port { get; set; }

    /// <summary>The pins of the certificates to trust; none: those that the system's authorities vouch for.</summary>
    [Parameter(ParameterSetName = SettingSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Pins")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string[]? Pin { get; set; }

    /// <summary>The name that the certificate must carry when it is not the host name; blank: the host name.</summary>
    [Parameter(ParameterSetName = SettingSet, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? VerifyName { get; set; }

    /// <summary>Where the service's pages for people are.</summary>
    [Parameter(ParameterSetName = SettingSet, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? HomePage { get; set; }

    /// <summary>Puts everything back to the default service.</summary>
    [Parameter(ParameterSetName = DefaultSet, Mandatory = true)]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<ServerSetting> Area => SettingAreas.Server;

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (ParameterSetName == DefaultSet)
        {
            var before = Stored();
            RequireUngoverned(new());
            Change(SettingPatch.ToDefaults(Area, Area.Members.Names), Words.ResetOf(Area.Members.Differences(before, new ServerSetting())));
        }
        else
        {
            base.Process();
        }
    }

    /// <inheritdoc/>
    private protected override void Apply(ServerSetting setting)
    {
        Take(string.IsNullOrEmpty(HostName) ? null : HostName, nameof(HostName), value => setting.HostName = value);
        Take(Port, nameof(Port), value => setting.Port = value);
        Take(IsGiven(nameof(Pin)) ? Pin ?? [] : null, nameof(ServerSetting.Pins), value => setting.Pins = value);
        Take(IsGiven(nameof(VerifyName)) ? VerifyName ?? "" : null, nameof(VerifyName), value => setting.VerifyName = value.Length == 0 ? null : value);
        Take(string.IsNullOrEmpty(HomePage) ? null : HomePage, nameof(HomePage), value => setting.HomePage = value);
    }
}
