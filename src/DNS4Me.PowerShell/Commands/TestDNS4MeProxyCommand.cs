using System.Security;
using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Tries the stored proxy, or another one before it is stored: asks the service through it at which address it sees the caller. Source: help file,
/// "Proxy Settings", Test Proxy.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "DNS4MeProxy", DefaultParameterSetName = UserSet)]
[OutputType(typeof(bool), typeof(ProxyTestResult))]
public sealed class TestDNS4MeProxyCommand : DNS4MeCommand
{
    private const string UserSet = "User";
    private const string CredentialSet = "Credential";

    /// <summary>What kind of proxy, or Direct for none; without it what is stored.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public ProxyType? Type { get; set; }

    /// <summary>The proxy's host name or address; without it what is stored.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? Address { get; set; }

    /// <summary>The proxy's TCP port; without it what is stored.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? Port { get; set; }

    /// <summary>The user ID to log on to the proxy with; without it what is stored, and blank for none.</summary>
    [Parameter(ParameterSetName = UserSet, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public string? UserId { get; set; }

    /// <summary>The password; without it the stored one.</summary>
    [Parameter(ParameterSetName = UserSet)]
    [AllowNull]
    public SecureString? Password { get; set; }

    /// <summary>The user ID and password in one.</summary>
    [Parameter(ParameterSetName = CredentialSet, Mandatory = true)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>How long to try, in seconds.</summary>
    [Parameter]
    public int TimeoutSec { get; set; } = (int)ProxyRules.UsualTest.TotalSeconds;

    /// <summary>Whether to write what was found, with the address that the service sees or the reason, and not just whether it works.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(TimeoutSec), TimeoutSec, (int)ProxyRules.LongestTest.TotalSeconds);
        var request = Request();
        var result = Ask((agent, cancellation) =>
        {
            ShowProgress(Words.TestingProxy, request.Proxy!.ToString());
            return agent.TestProxyAsync(request, cancellation);
        });
        if (Detailed)
        {
            WriteObject(result);
            return;
        }

        if (result.Fault is { } fault)
        {
            WriteWarning($"{fault.Message} {fault.Action}");
        }
        else
        {
            WriteVerbose(Words.ProxyWorks(result));
        }

        WriteObject(result.Succeeded);
    }

    private ProxyTestRequest Request()
    {
        var logon = ProxyLogon.Of(IsGiven(nameof(UserId)) ? UserId ?? "" : null, Password, Credential);
        var proxy = StoredSettings().Proxy;
        proxy = proxy with
        {
            Type = Type ?? proxy.Type,
            Address = IsGiven(nameof(Address)) ? Address ?? "" : proxy.Address,
            Port = Port ?? proxy.Port,
            UserId = logon.UserId ?? proxy.UserId,
            HasPassword = logon.Password is { } password ? password.Length > 0 : proxy.HasPassword && logon.UserId is not "",
        };
        DNS4MeException.ThrowIfAny(ProxyRules.Check(proxy));
        return new() { Proxy = proxy, Password = logon.Password, Timeout = TimeSpan.FromSeconds(TimeoutSec) };
    }
}
