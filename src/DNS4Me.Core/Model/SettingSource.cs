namespace DNS4Me;

/// <summary>Where the value of a setting comes from. The policies' names are those of Get-ExecutionPolicy's scopes; a later one goes before an earlier one.</summary>
public enum SettingSource
{
    /// <summary>Nobody has set it: it is the default.</summary>
    Default,

    /// <summary>The agent's own settings, which the Set- commands change.</summary>
    Own,

    /// <summary>A policy for the user, which the user cannot change.</summary>
    UserPolicy,

    /// <summary>A policy for the machine, which goes before all others.</summary>
    MachinePolicy,
}
