using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that tell a section of the settings: as they are in force, and where each of them comes from.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public abstract class GetSettingCommand<T> : DNS4MeCommand
    where T : class, new()
{
    private protected abstract SettingArea<T> Area { get; }

    /// <inheritdoc/>
    private protected override void Process()
        => WriteObject(SettingSources.Described(Area, AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) ?? AgentFiles.ReadInForce(Home)));
}
