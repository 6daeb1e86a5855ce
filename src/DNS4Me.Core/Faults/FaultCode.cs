namespace DNS4Me;

/// <summary>
/// Every way in which a wish can fail, at either end. The names are stable: they are the ErrorId of PowerShell's error records, the
/// <c>code</c> of the service's problem details and the code in the agent's log.
/// </summary>
public enum FaultCode
{
    /// <summary>Something failed that the program did not foresee.</summary>
    InternalError,

    /// <summary>The service's host name could not be resolved.</summary>
    ServiceNameUnknown,

    /// <summary>The service's machine refused the connection.</summary>
    ServiceRefused,

    /// <summary>The service could not be reached, or the connection broke.</summary>
    ServiceUnreachable,

    /// <summary>The service did not answer in time.</summary>
    ServiceTimedOut,

    /// <summary>The service's certificate is neither pinned nor vouched for by an authority that the system trusts.</summary>
    CertificateNotTrusted,

    /// <summary>Something answered that is not the service, as a captive portal does.</summary>
    NotTheService,

    /// <summary>The service failed to do what it was asked.</summary>
    ServiceFailed,

    /// <summary>The service has too much to do, or was asked too often.</summary>
    ServiceBusy,

    /// <summary>The proxy could not be reached, or its name is unknown.</summary>
    ProxyUnreachable,

    /// <summary>What answered where the proxy should be does not speak SOCKS.</summary>
    NotAProxy,

    /// <summary>The proxy speaks another version of SOCKS.</summary>
    ProxyVersion,

    /// <summary>The proxy wants a user ID and password, and was given none or others.</summary>
    ProxyAuthenticationRefused,

    /// <summary>The proxy does not let its users reach the service, or could not reach it itself.</summary>
    ProxyTargetRefused,

    /// <summary>The proxy did not answer in time.</summary>
    ProxyTimedOut,

    /// <summary>The registration ID is not one that the service knows.</summary>
    RegistrationUnknown,

    /// <summary>The registration has expired.</summary>
    RegistrationExpired,

    /// <summary>The e-mail address is not the one that the account was opened with.</summary>
    EmailMismatch,

    /// <summary>No registration is stored here.</summary>
    NotRegistered,

    /// <summary>Another machine with the same registration went online later.</summary>
    Superseded,

    /// <summary>The domains are not online, so there is nothing to keep alive or to update.</summary>
    NotOnline,

    /// <summary>A value is not allowed; <see cref="Fault.Field"/> names it.</summary>
    InvalidValue,

    /// <summary>What was asked for does not exist.</summary>
    NotFound,

    /// <summary>There is such a record already.</summary>
    RecordExists,

    /// <summary>An alias would not stand alone at its name, or would stand at the domain's root.</summary>
    AliasConflict,

    /// <summary>The record is one that the service maintains.</summary>
    DefaultRecord,

    /// <summary>Several records fit what was asked for.</summary>
    RecordAmbiguous,

    /// <summary>There are as many records as there may be.</summary>
    TooManyRecords,

    /// <summary>A zone file holds what is not understood, or what DNS4Me does not hold.</summary>
    ZoneFileInvalid,

    /// <summary>No agent runs, and the command does not start one.</summary>
    AgentNotRunning,

    /// <summary>The agent's program is missing.</summary>
    AgentMissing,

    /// <summary>The agent could not be started.</summary>
    AgentStartFailed,

    /// <summary>What listens where the agent should belongs to somebody else.</summary>
    AgentNotTrusted,

    /// <summary>The agent does not serve this user.</summary>
    AgentRefused,

    /// <summary>The agent went away in the middle of a request.</summary>
    AgentGone,

    /// <summary>The agent speaks another version of the local protocol.</summary>
    AgentVersion,

    /// <summary>What was asked for needs an administrator.</summary>
    NotElevated,

    /// <summary>The machine's service is not installed.</summary>
    SystemServiceMissing,

    /// <summary>The system's service manager did not do what it was asked, or there is none.</summary>
    SystemServiceFailed,

    /// <summary>The machine's service came in a package, which another program may neither replace nor remove.</summary>
    SystemServicePackaged,

    /// <summary>The time that the caller gave has run out.</summary>
    TimedOut,

    /// <summary>The wish was withdrawn: by Ctrl+C, or because another one replaced it.</summary>
    Cancelled,

    /// <summary>The settings file cannot be read. It is never overwritten in that state.</summary>
    SettingsUnreadable,

    /// <summary>The settings could not be written; the old ones stand.</summary>
    SettingsUnwritable,

    /// <summary>The stored registration ID cannot be decrypted on this machine or by this user.</summary>
    SecretUnreadable,

    /// <summary>The stored password of the proxy is missing, or cannot be decrypted on this machine or by this user.</summary>
    ProxyPasswordUnreadable,

    /// <summary>The stored password of a site's certificate is missing, or cannot be decrypted on this machine or by this user.</summary>
    CertificatePasswordUnreadable,

    /// <summary>The passphrase does not open what is sealed under it, or that was altered.</summary>
    PassphraseWrong,

    /// <summary>There is such a file already, and it is not to be replaced.</summary>
    FileExists,

    /// <summary>A file could not be written.</summary>
    FileUnwritable,

    /// <summary>A file could not be read.</summary>
    FileUnreadable,

    /// <summary>A policy governs the setting, so that it cannot be changed here.</summary>
    GovernedByPolicy,

    /// <summary>The policies cannot be read, or not be obeyed as they are.</summary>
    PolicyUnreadable,

    /// <summary>Something else listens on the web server's port.</summary>
    WebPortInUse,

    /// <summary>The system does not let this user listen on the web server's port.</summary>
    WebPortForbidden,

    /// <summary>The web server's port cannot be listened on, for another reason.</summary>
    WebPortUnusable,

    /// <summary>The folder of a web site is not there.</summary>
    WebFolderMissing,

    /// <summary>The folder of a web site cannot be read.</summary>
    WebFolderUnreadable,

    /// <summary>The certificate of a web site cannot be used, or should not be.</summary>
    WebCertificateUnusable,

    /// <summary>The web server's log could not be written.</summary>
    WebLogUnwritable,

    /// <summary>The DNS server could not be reached.</summary>
    DnsUnreachable,

    /// <summary>No server of the DNS root could be asked for the way to a domain.</summary>
    DelegationUnknown,

    /// <summary>The DNS server did not answer in time.</summary>
    DnsTimedOut,

    /// <summary>The DNS server answered what is not a DNS message.</summary>
    DnsMalformed,

    /// <summary>The DNS server says that the name does not exist (NXDOMAIN).</summary>
    DnsNameUnknown,

    /// <summary>The DNS server refused or failed to answer.</summary>
    DnsFailed,
}
