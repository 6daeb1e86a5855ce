using DNS4Me.Local;
using DNS4Me.Policies;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Starts the web server, which then runs until Stop-DNS4MeWebServer: again after each restart of the agent, and whether the domains are online or not. One that runs is given what
/// changes. Source: help file, "Web Server", Start / Stop.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "DNS4MeWebServer", SupportsShouldProcess = true)]
[OutputType(typeof(WebServerStatus))]
public sealed class StartDNS4MeWebServerCommand : DNS4MeCommand
{
    private readonly WebStartRequest _request = new();

    /// <summary>The port of HTTP. It is stored.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? Port { get; set; }

    /// <summary>The port of HTTPS, which is for sites that have a certificate. It is stored.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public int? HttpsPort { get; set; }

    /// <summary>In which form requests are logged. It is stored.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [BlankIsNull]
    [AllowNull]
    public WebLogFormat? LogFormat { get; set; }

    /// <summary>What comes down the pipeline, as sites that were set do: the server is started after the last.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>Whether to write how the server stands then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process() => Take();

    /// <inheritdoc/>
    private protected override void Finish()
    {
        // A pipeline that gives nothing has no item, and what stands on the command line counts all the same.
        Take();
        var settings = StoredSettings();
        DNS4MeException.ThrowIfAny([.. PolicySet.In(settings).Of(SettingSection.Web, "running") is { } policy ? [policy.Fault] : Array.Empty<Fault>()]);
        var before = settings.Web;
        var after = _request.ApplyTo(before);
        DNS4MeException.ThrowIfAny(WebRules.Check(after));
        if (!ShouldProcess(Words.WebServer, Words.StartWebServer(SettingAreas.Web.Members.Differences(before with { Running = true }, after))))
        {
            return;
        }

        var status = Ask((agent, cancellation) => agent.StartWebServerAsync(_request, cancellation));
        if (PassThru)
        {
            WriteObject(status);
        }
    }

    private void Take()
    {
        _request.Port = Port ?? _request.Port;
        _request.HttpsPort = HttpsPort ?? _request.HttpsPort;
        _request.LogFormat = LogFormat ?? _request.LogFormat;
    }
}
