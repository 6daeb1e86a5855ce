namespace DNS4Me;

/// <summary>What a registration ID opens. Source: help file, "Registering DNS4Me" and "Obtaining a Trial Domain".</summary>
public enum AccountKind
{
    /// <summary>A trial of <see cref="RegistrationRules.TrialDays"/> days.</summary>
    Trial,

    /// <summary>A paid registration of <see cref="RegistrationRules.RegisteredDays"/> days.</summary>
    Registered,
}
