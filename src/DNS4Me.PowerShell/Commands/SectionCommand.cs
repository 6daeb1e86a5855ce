using DNS4Me.Local;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that change one section of the settings.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public abstract class SectionCommand<T> : DNS4MeCommand
    where T : class
{
    /// <summary>Whether to write the settings as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    private protected abstract SettingArea<T> Area { get; }

    /// <summary>The section as it is stored, which the agent and its file never differ in.</summary>
    private protected T Stored() => Area.Of(StoredSettings());

    /// <summary>Does what a change entails outside the agent.</summary>
    /// <param name="settings">The settings as they are now.</param>
    private protected virtual void Changed(AgentSettings settings)
    {
    }

    /// <summary>What is written on request.</summary>
    /// <param name="settings">The settings as they are now.</param>
    private protected virtual object Result(AgentSettings settings) => Area.Of(settings);

    /// <summary>Has the agent make a change, if that is confirmed.</summary>
    /// <param name="change">The change.</param>
    /// <param name="action">What it does, in words.</param>
    private protected void Change(SettingChange change, string action)
    {
        if (!ShouldProcess(Area.Name, action))
        {
            return;
        }

        var result = Ask((agent, cancellation) => agent.ChangeSettingsAsync(change, cancellation));
        if (result.Unpublished is { } fault)
        {
            WriteWarning(Words.Unpublished(fault));
        }

        Changed(result.Settings);
        if (PassThru)
        {
            WriteObject(Result(result.Settings));
        }
    }
}
