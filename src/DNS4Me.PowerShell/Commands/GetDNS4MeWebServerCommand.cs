using DNS4Me.Local;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells how the web server stands. Without an agent it does not run, and the files tell what it is set to. Source: help file, "Web Server".</summary>
[Cmdlet(VerbsCommon.Get, "DNS4MeWebServer")]
[OutputType(typeof(WebServerStatus))]
public sealed class GetDNS4MeWebServerCommand : DNS4MeCommand
{
    /// <inheritdoc/>
    private protected override void Process()
    {
        var (status, settings) = AskIfRunning(AskAsync) ?? Tuple.Create(AgentFiles.ReadWebServer(Home), (SettingsInForce?)AgentFiles.ReadInForce(Home));
        WriteObject(settings is null ? status : SettingSources.Describe(status, SettingAreas.Web, settings));
    }

    private static async Task<Tuple<WebServerStatus, SettingsInForce?>> AskAsync(AgentConnection agent, CancellationToken cancellation)
    {
        var status = await agent.GetWebServerAsync(cancellation).ConfigureAwait(false);
        try
        {
            return Tuple.Create(status, (SettingsInForce?)await agent.GetSettingsAsync(cancellation).ConfigureAwait(false));
        }
        catch (DNS4MeException)
        {
            // The status, which has its fault in it, is what was asked for.
            return Tuple.Create(status, (SettingsInForce?)null);
        }
    }
}
