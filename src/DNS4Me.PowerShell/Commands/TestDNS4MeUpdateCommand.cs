using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Tells whether there is a newer release than the one in use, as the service knows it. Source: help file, "Help Menu", Check for DNS4Me Update.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DNS4MeUpdate")]
[OutputType(typeof(bool), typeof(UpdateInfo))]
public sealed class TestDNS4MeUpdateCommand : DNS4MeCommand
{
    /// <summary>Whether to write the versions and where the newest one can be had, and not just whether there is one.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        var homePage = StoredSettings().Server.HomePage;
        var update = Ask(async (agent, cancellation) =>
        {
            var release = await agent.GetReleaseAsync(cancellation).ConfigureAwait(false);
            var agentVersion = agent.Agent.Version ?? "";
            return new UpdateInfo
            {
                IsAvailable = ReleaseVersion.IsNewer(release.Version, LocalMachine.ModuleVersion) || ReleaseVersion.IsNewer(release.Version, agentVersion),
                NewestVersion = release.Version,
                ModuleVersion = LocalMachine.ModuleVersion,
                AgentVersion = agentVersion,
                Page = release.Page is null ? ServicePages.AddressOf(homePage, ServicePage.Update) : new(release.Page),
            };
        });
        WriteObject(Detailed ? update : update.IsAvailable);
    }
}
