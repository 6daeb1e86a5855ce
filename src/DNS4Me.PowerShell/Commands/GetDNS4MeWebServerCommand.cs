using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the web server stands. Without an agent it does not run, and the files tell what it is set to. Source: help file, "Web Server".</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeWebServer")]
[OutputType(typeof(WebServerStatus))]
public sealed class GetDNS4MeWebServerCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject(AskIfRunning((agent, cancellation) => agent.GetWebServerAsync(cancellation)) ?? AgentFiles.ReadWebServer(Home));
}
