using System.Text.Json;
using System.Text.Json.Nodes;
using DNS4Me.Local;
using DNS4Me.Policies;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that change one section of the settings.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public abstract class SectionCommand<T> : DNS4MeCommand
    where T : class, new()
{
    private SettingsInForce? _inForce;

    /// <summary>Whether to write the settings as they are then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    private protected abstract SettingArea<T> Area { get; }

    /// <summary>The section as it is stored, which the agent and its file never differ in, under the policies.</summary>
    private protected T Stored() => Area.Of(_inForce = StoredSettings());

    /// <summary>Refuses what is against a policy before anybody is asked whether it is to be done. What a policy has as it is wished is no matter.</summary>
    /// <param name="wished">The section as it is to be.</param>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.GovernedByPolicy"/>.</exception>
    private protected void RequireUngoverned(T wished)
    {
        if (_inForce is { Governed.Count: > 0 } inForce && Area.Path.Count == 0)
        {
            var (before, after) = (Node(Area.Of(inForce)), Node(wished));
            DNS4MeException.ThrowIfAny(
            [
                .. PolicySet.In(inForce).Governing
                    .Where(policy => policy.Setting.Section == Area.Section && !JsonNode.DeepEquals(before[policy.Setting.JsonName], after[policy.Setting.JsonName]))
                    .Select(policy => policy.Fault),
            ]);
        }

        JsonObject Node(T section) => JsonSerializer.SerializeToNode(section, Area.Type)!.AsObject();
    }

    /// <summary>Does what a change entails outside the agent.</summary>
    /// <param name="settings">The settings as they are now.</param>
    private protected virtual void Changed(AgentSettings settings)
    {
    }

    /// <summary>What is written on request.</summary>
    /// <param name="settings">The settings as they are now.</param>
    private protected virtual object Result(SettingsInForce settings) => SettingSources.Described(Area, settings);

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
            WriteObject(Result(new(result.Settings, result.Governed)));
        }
    }
}
