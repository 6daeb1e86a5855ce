using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Stops the web server, for good. Requests under way are answered. Source: help file, "Web Server", Start / Stop.</summary>
[Cmdlet(VerbsLifecycle.Stop, "DNS4MeWebServer", SupportsShouldProcess = true)]
[OutputType(typeof(WebServerStatus))]
public sealed class StopDNS4MeWebServerCommand : DNS4MeCommand
{
    /// <summary>Whether to write how the server stands then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (!ShouldProcess(Words.WebServer, Words.StopWebServer))
        {
            return;
        }

        var status = AskIfRunning((agent, cancellation) => agent.StopWebServerAsync(cancellation)) ?? WithoutAgent();
        if (PassThru)
        {
            WriteObject(status);
        }
    }

    private WebServerStatus WithoutAgent()
    {
        var status = AgentFiles.ReadWebServer(Home);
        if (status.Fault is not null)
        {
            WriteWarning(Words.WebWishStands);
        }

        return status;
    }
}
