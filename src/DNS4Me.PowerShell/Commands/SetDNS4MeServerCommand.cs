using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Chooses the service that the agent connects to, and how its certificate is known.</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeServer", SupportsShouldProcess = true, DefaultParameterSetName = SettingSet)]
[OutputType(typeof(ServerSetting))]
public sealed class SetDNS4MeServerCommand : SettingCommand<ServerSetting>
{
    private const string SettingSet = "Setting";
    private const string DefaultSet = "Default";

    private const string HostNameMember = "hostName";
    private const string PortMember = "port";
    private const string PinsMember = "pins";
    private const string VerifyNameMember = "verifyName";

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

    /// <summary>Puts everything back to the default service.</summary>
    [Parameter(ParameterSetName = DefaultSet, Mandatory = true)]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    private protected override SettingSection Section => SettingSection.Server;

    /// <inheritdoc/>
    private protected override string SectionName => Words.ServerSettings;

    /// <inheritdoc/>
    private protected override JsonTypeInfo<ServerSetting> SectionType => AgentJson.Default.ServerSetting;

    /// <inheritdoc/>
    private protected override ServerSetting SectionOf(AgentSettings settings) => settings.Server;

    /// <inheritdoc/>
    private protected override IReadOnlyList<Fault> Check(ServerSetting setting) => SettingRules.Check(setting);

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (ParameterSetName == DefaultSet)
        {
            Change(SettingPatch.ToDefaults(Section, [HostNameMember, PortMember, PinsMember, VerifyNameMember]), Words.Reset);
        }
        else
        {
            base.Process();
        }
    }

    /// <inheritdoc/>
    private protected override IReadOnlyList<string> Apply(ServerSetting setting)
    {
        var members = new List<string>();
        if (!string.IsNullOrEmpty(HostName))
        {
            setting.HostName = HostName!;
            members.Add(HostNameMember);
        }

        if (Port is { } port)
        {
            setting.Port = port;
            members.Add(PortMember);
        }

        if (IsGiven(nameof(Pin)))
        {
            setting.Pins = Pin ?? [];
            members.Add(PinsMember);
        }

        if (IsGiven(nameof(VerifyName)))
        {
            setting.VerifyName = string.IsNullOrEmpty(VerifyName) ? null : VerifyName;
            members.Add(VerifyNameMember);
        }

        return members;
    }
}
