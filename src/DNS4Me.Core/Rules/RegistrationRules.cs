namespace DNS4Me;

/// <summary>How long a registration lasts. Source: help file, "Registering DNS4Me" and "Obtaining a Trial Domain".</summary>
public static class RegistrationRules
{
    /// <summary>How long a trial lasts, in days.</summary>
    public const int TrialDays = 30;

    /// <summary>How long a trial domain is kept for its holder after the trial, in days.</summary>
    public const int TrialGraceDays = 30;

    /// <summary>How long a paid registration lasts, in days.</summary>
    public const int RegisteredDays = 365;

    /// <summary>How long a paid domain is kept for its holder after the registration, in days.</summary>
    public const int RegisteredGraceDays = 60;

    /// <summary>How many of the registration ID's last characters may be shown.</summary>
    private const int HintLength = 4;

    /// <summary>When an account of this kind, opened or renewed at <paramref name="from"/>, expires.</summary>
    public static DateTimeOffset Expiry(AccountKind kind, DateTimeOffset from)
        => from.AddDays(kind == AccountKind.Trial ? TrialDays : RegisteredDays);

    /// <summary>Until when the domains of an account that expires at <paramref name="expires"/> are kept for its holder.</summary>
    public static DateTimeOffset KeptUntil(AccountKind kind, DateTimeOffset expires)
        => expires.AddDays(kind == AccountKind.Trial ? TrialGraceDays : RegisteredGraceDays);

    /// <summary>What may be shown of a registration ID: its last characters.</summary>
    public static string Hint(string registrationId)
        => "…" + (registrationId.Length > 2 * HintLength ? registrationId.Substring(registrationId.Length - HintLength) : "");
}
