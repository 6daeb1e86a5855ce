using DNS4Me.Agent.Settings;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Policies;

/// <summary>The settings in force: the agent's own, and before them the policies'. Everything that acts goes by these; what is stored are the agent's own.</summary>
internal sealed class EffectiveSettings
{
    private readonly SettingsStore _own;
    private readonly PolicyKeeper _policies;
    private volatile Made? _made;

    /// <summary>The settings of a store under the policies, which are read at once.</summary>
    public EffectiveSettings(SettingsStore own, PolicyKeeper policies)
    {
        (_own, _policies) = (own, policies);
        Look();
    }

    /// <summary>The settings in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnreadable"/>, or <see cref="FaultCode.PolicyUnreadable"/>.</exception>
    public AgentSettings Current
    {
        get
        {
            var (own, policies) = (_own.Current, _policies.InForce);
            if (_made is not { } made || !ReferenceEquals(made.Own, own) || !ReferenceEquals(made.Policies, policies))
            {
                _made = made = new(own, policies, PolicyReader.InForce(policies, own));
            }

            return made.Settings;
        }
    }

    /// <summary>The agent's own settings; null when they cannot be read.</summary>
    public AgentSettings? Own => _own.TryGet(out _);

    /// <summary>The policies in force; null when there were none yet that could be obeyed.</summary>
    public PolicySet? Policies => _policies.Last;

    /// <summary>The settings that policies govern, by their policies' names in the registry, and by whose policy.</summary>
    public IReadOnlyDictionary<string, SettingSource> Governed => (Policies ?? PolicySet.None).Governed;

    /// <summary>Why the policies cannot be obeyed as they stand; null when they are obeyed.</summary>
    public Fault? PolicyFault => _policies.Fault;

    /// <summary>The settings in force, or why there are none.</summary>
    public AgentSettings? TryGet(out Fault? fault)
    {
        fault = null;
        try
        {
            return Current;
        }
        catch (DNS4MeException e)
        {
            fault = e.Fault;
            return null;
        }
    }

    /// <summary>Looks whether the policies have changed, and puts them in force.</summary>
    public void Look() => _policies.Look(policies =>
    {
        if (_own.TryGet(out _) is { } own)
        {
            PolicyReader.InForce(policies, own);
        }
    });

    /// <summary>The policies that changes of the settings are held to.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>: nobody knows what may be changed.</exception>
    public PolicySet RequirePolicies()
        => _policies.Fault is { } fault ? throw new DNS4MeException(fault) : _policies.InForce;

    private sealed record Made(AgentSettings Own, PolicySet Policies, AgentSettings Settings);
}
