using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that change one section of the settings: only what was given is sent, and a mistake is told before an agent is started.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public abstract class SettingCommand<T> : DNS4MeCommand
    where T : class
{
    /// <summary>Whether to write the settings as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    private protected abstract SettingSection Section { get; }

    private protected abstract string SectionName { get; }

    /// <summary>The section of all settings.</summary>
    private protected abstract T SectionOf(AgentSettings settings);

    private protected abstract JsonTypeInfo<T> SectionType { get; }

    private protected abstract IReadOnlyList<Fault> Check(T setting);

    /// <summary>Puts what was given in place.</summary>
    /// <returns>The members given, by their JSON names.</returns>
    private protected abstract IReadOnlyList<string> Apply(T setting);

    /// <inheritdoc/>
    private protected override void Process()
    {
        var setting = SectionOf(AgentFiles.ReadSettings(Home));
        var members = Apply(setting);
        if (members.Count == 0)
        {
            throw new DNS4MeException(Faults.InvalidValue(SectionName, Words.NothingGiven, SectionName));
        }

        DNS4MeException.ThrowIfAny(Check(setting));

        Change(SettingPatch.Of(Section, setting, SectionType, members), Words.Change);
    }

    private protected void Change(SettingChange change, string action)
    {
        if (!ShouldProcess(SectionName, action))
        {
            return;
        }

        var result = Ask((agent, cancellation) => agent.ChangeSettingsAsync(change, cancellation));
        if (result.Unpublished is { } fault)
        {
            WriteWarning(Words.Unpublished(fault));
        }

        if (PassThru)
        {
            WriteObject(SectionOf(result.Settings));
        }
    }
}
