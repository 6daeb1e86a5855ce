using System.Security;
using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Chooses the proxy through which the agent reaches the service. The password is encrypted, and never shown. Source: help file, "Proxy Settings".</summary>
[Cmdlet(VerbsCommon.Set, "DNS4MeProxy", SupportsShouldProcess = true, DefaultParameterSetName = UserSet)]
[OutputType(typeof(ProxySetting))]
public sealed class SetDNS4MeProxyCommand : SettingCommand<ProxySetting>
{
    private const string UserSet = "User";
    private const string CredentialSet = "Credential";

    private ProxyLogon _logon;

    /// <summary>What kind of proxy, or Direct for none.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public ProxyType? Type { get; set; }

    /// <summary>The proxy's host name or address.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? Address { get; set; }

    /// <summary>The proxy's TCP port.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? Port { get; set; }

    /// <summary>The user ID to log on to the proxy with; blank: none.</summary>
    [Parameter(ParameterSetName = UserSet, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? UserId { get; set; }

    /// <summary>The password; an empty one forgets the one there is. Without it that stays.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [AllowNull]
    public SecureString? Password { get; set; }

    /// <summary>The user ID and password in one.</summary>
    [Parameter(ParameterSetName = CredentialSet, Mandatory = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    private protected override SettingArea<ProxySetting> Area => SettingAreas.Proxy;

    /// <inheritdoc/>
    private protected override void Apply(ProxySetting setting)
    {
        _logon = ProxyLogon.Of(IsGiven(nameof(UserId)) ? UserId ?? "" : null, Password, Credential);
        Take(Type, nameof(Type), value => setting.Type = value);
        Take(IsGiven(nameof(Address)) ? Address ?? "" : null, nameof(Address), value => setting.Address = value);
        Take(Port, nameof(Port), value => setting.Port = value);
        Take(_logon.UserId, nameof(ProxySetting.UserId), value => setting.UserId = value);
        Take(_logon.Password, nameof(ProxySetting.HasPassword), value => setting.HasPassword = value.Length > 0);
    }

    /// <inheritdoc/>
    private protected override SettingChange WithSecret(SettingChange change) => change with { Password = _logon.Password };
}
