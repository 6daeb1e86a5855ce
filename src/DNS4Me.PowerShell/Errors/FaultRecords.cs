namespace DNS4Me.PowerShell;

/// <summary>Faults as PowerShell's error records.</summary>
internal static class FaultRecords
{
    /// <summary>PowerShell 7 shows the recommended action by itself. Windows PowerShell never does, so there it is in the text too.</summary>
    private static readonly bool ShowsAction = Environment.Version.Major > 4;

    /// <summary>The record of a fault: its code as the ErrorId, and what to do as the recommended action.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="target">What it happened to; null: what the fault names.</param>
    public static ErrorRecord ToErrorRecord(Fault fault, object? target = null)
        => new(new DNS4MeException(fault), fault.Code.ToString(), CategoryOf(fault.Code), target ?? fault.Target ?? fault.Field)
        {
            ErrorDetails = new(ShowsAction ? fault.Message : $"{fault.Message} {fault.Action}") { RecommendedAction = fault.Action },
        };

    /// <summary>The faults that an exception carries; null when it is not one of ours.</summary>
    public static IReadOnlyList<Fault>? FaultsOf(Exception exception) => (exception as DNS4MeException)?.Faults;

    private static ErrorCategory CategoryOf(FaultCode code) => code switch
    {
        FaultCode.ServiceNameUnknown or FaultCode.ServiceRefused or FaultCode.ServiceUnreachable => ErrorCategory.ConnectionError,
        FaultCode.AgentGone or FaultCode.DnsUnreachable or FaultCode.DelegationUnknown => ErrorCategory.ConnectionError,
        FaultCode.ServiceTimedOut or FaultCode.TimedOut or FaultCode.DnsTimedOut => ErrorCategory.OperationTimeout,
        FaultCode.ProxyUnreachable or FaultCode.ProxyTargetRefused => ErrorCategory.ConnectionError,
        FaultCode.ProxyTimedOut => ErrorCategory.OperationTimeout,
        FaultCode.NotAProxy or FaultCode.ProxyVersion => ErrorCategory.ProtocolError,
        FaultCode.ProxyAuthenticationRefused => ErrorCategory.AuthenticationError,
        FaultCode.CertificateNotTrusted or FaultCode.AgentNotTrusted or FaultCode.SecretUnreadable or FaultCode.ProxyPasswordUnreadable or FaultCode.CertificatePasswordUnreadable => ErrorCategory.SecurityError,
        FaultCode.NotTheService or FaultCode.DnsMalformed => ErrorCategory.ProtocolError,
        FaultCode.ServiceFailed or FaultCode.DnsFailed => ErrorCategory.InvalidResult,
        FaultCode.ServiceBusy => ErrorCategory.ResourceBusy,
        FaultCode.RegistrationUnknown or FaultCode.EmailMismatch => ErrorCategory.AuthenticationError,
        FaultCode.RegistrationExpired or FaultCode.AgentRefused or FaultCode.NotElevated or FaultCode.GovernedByPolicy => ErrorCategory.PermissionDenied,
        FaultCode.NotRegistered or FaultCode.NotFound or FaultCode.DnsNameUnknown => ErrorCategory.ObjectNotFound,
        FaultCode.Superseded or FaultCode.NotOnline or FaultCode.AgentVersion or FaultCode.SystemServicePackaged => ErrorCategory.InvalidOperation,
        FaultCode.AliasConflict or FaultCode.DefaultRecord => ErrorCategory.InvalidOperation,
        FaultCode.InvalidValue or FaultCode.RecordAmbiguous => ErrorCategory.InvalidArgument,
        FaultCode.RecordExists => ErrorCategory.ResourceExists,
        FaultCode.TooManyRecords => ErrorCategory.LimitsExceeded,
        FaultCode.AgentNotRunning or FaultCode.AgentStartFailed => ErrorCategory.ResourceUnavailable,
        FaultCode.SystemServiceFailed => ErrorCategory.ResourceUnavailable,
        FaultCode.AgentMissing or FaultCode.SystemServiceMissing => ErrorCategory.NotInstalled,
        FaultCode.Cancelled => ErrorCategory.OperationStopped,
        FaultCode.PassphraseWrong => ErrorCategory.AuthenticationError,
        FaultCode.FileExists => ErrorCategory.ResourceExists,
        FaultCode.SettingsUnreadable or FaultCode.FileUnreadable or FaultCode.PolicyUnreadable => ErrorCategory.ReadError,
        FaultCode.SettingsUnwritable or FaultCode.FileUnwritable => ErrorCategory.WriteError,
        FaultCode.WebPortInUse or FaultCode.WebPortUnusable => ErrorCategory.ResourceUnavailable,
        FaultCode.WebPortForbidden => ErrorCategory.PermissionDenied,
        FaultCode.WebFolderMissing => ErrorCategory.ObjectNotFound,
        FaultCode.WebFolderUnreadable => ErrorCategory.ReadError,
        FaultCode.WebCertificateUnusable => ErrorCategory.SecurityError,
        FaultCode.WebLogUnwritable => ErrorCategory.WriteError,
        FaultCode.ZoneFileInvalid => ErrorCategory.ParserError,
        _ => ErrorCategory.NotSpecified,
    };
}
