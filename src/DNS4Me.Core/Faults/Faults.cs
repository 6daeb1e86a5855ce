namespace DNS4Me;

/// <summary>Every fault's words, once. What is said to people about a failure is written here and nowhere else.</summary>
public static class Faults
{
    /// <summary>Whether trying again later, with nothing changed, may succeed. The agent keeps trying after these alone.</summary>
    public static bool IsTransient(FaultCode code) => code is
        FaultCode.ServiceNameUnknown or FaultCode.ServiceRefused or FaultCode.ServiceUnreachable or FaultCode.ServiceTimedOut
        or FaultCode.CertificateNotTrusted or FaultCode.NotTheService or FaultCode.ServiceFailed or FaultCode.ServiceBusy
        or FaultCode.ProxyUnreachable or FaultCode.NotAProxy or FaultCode.ProxyVersion or FaultCode.ProxyAuthenticationRefused
        or FaultCode.ProxyTargetRefused or FaultCode.ProxyTimedOut
        or FaultCode.InternalError or FaultCode.TimedOut or FaultCode.Cancelled or FaultCode.AgentGone or FaultCode.SettingsUnreadable or FaultCode.PolicyUnreadable
        or FaultCode.DnsUnreachable or FaultCode.DelegationUnknown or FaultCode.DnsTimedOut or FaultCode.DnsMalformed
        or FaultCode.WebPortInUse or FaultCode.WebPortUnusable or FaultCode.WebFolderMissing or FaultCode.WebFolderUnreadable or FaultCode.WebCertificateUnusable or FaultCode.WebLogUnwritable;

    /// <summary>Whether what was asked for may have been done all the same, since the answer alone is missing.</summary>
    public static bool LeavesOpen(FaultCode code) => code is
        FaultCode.ServiceUnreachable or FaultCode.ServiceTimedOut or FaultCode.NotTheService or FaultCode.ServiceFailed
        or FaultCode.InternalError or FaultCode.TimedOut or FaultCode.Cancelled or FaultCode.AgentGone;

    /// <summary>An unforeseen failure; <paramref name="what"/> is the exception's own message.</summary>
    public static Fault InternalError(string what) => New(FaultCode.InternalError,
        $"Something failed that should not: {what}",
        "Try again. If it stays, report it with the output of Get-DNS4MeEvent.");

    /// <summary>The service's host name could not be resolved.</summary>
    /// <param name="server">The service.</param>
    /// <param name="host">The name.</param>
    /// <param name="exists">Whether the name exists and leads nowhere.</param>
    public static Fault ServiceNameUnknown(string server, string host, bool exists = false) => New(FaultCode.ServiceNameUnknown,
        $"The service at {server} could not be reached: the name '{host}' {(exists ? "has no address that this machine could use" : "is unknown")}.",
        "Check the name with Get-DNS4MeServer, correct it with Set-DNS4MeServer -HostName, and check that this machine can resolve names.", server);

    /// <summary>The service's machine refused the connection.</summary>
    public static Fault ServiceRefused(string server) => New(FaultCode.ServiceRefused,
        $"The service at {server} refused the connection: nothing listens there.",
        "Check host name and port with Get-DNS4MeServer, and that the service is running.", server);

    /// <summary>The service could not be reached, or the connection broke.</summary>
    public static Fault ServiceUnreachable(string server, string reason) => New(FaultCode.ServiceUnreachable,
        $"The service at {server} could not be reached: {reason}",
        "Check this machine's network connection, firewall and the settings of Get-DNS4MeServer.", server);

    /// <summary>The service did not answer in time.</summary>
    public static Fault ServiceTimedOut(string server, TimeSpan waited) => New(FaultCode.ServiceTimedOut,
        $"The service at {server} did not answer within {waited.TotalSeconds:0.#} seconds.",
        "Check that no firewall drops the connection, and the settings of Get-DNS4MeServer.", server);

    /// <summary>The certificate is not trusted; <paramref name="reason"/> says why, <paramref name="pin"/> is that of the certificate shown.</summary>
    public static Fault CertificateNotTrusted(string server, string reason, string pin) => New(FaultCode.CertificateNotTrusted,
        $"The certificate of the service at {server} is not trusted: {reason} The certificate shown has the pin {pin}.",
        "Ask the service's operator for its pin. If it is the one shown, trust it with: Set-DNS4MeServer -Pin '" + pin + "'. If not, somebody stands between.", server);

    /// <summary>Something answered that is not the service.</summary>
    public static Fault NotTheService(string server, string what) => New(FaultCode.NotTheService,
        $"What answered at {server} is not a DNS4Me service: {what}",
        "Check host name and port with Get-DNS4MeServer. On a guest network, log on to it in a browser first.", server);

    /// <summary>The service failed.</summary>
    public static Fault ServiceFailed(string server, int status) => New(FaultCode.ServiceFailed,
        $"The service at {server} failed to do what it was asked (HTTP status {status}).",
        "Try again later. If it stays, tell the service's operator.", server);

    /// <summary>The service is busy.</summary>
    public static Fault ServiceBusy(string? server = null) => New(FaultCode.ServiceBusy,
        "The service was asked too often.",
        "Wait a minute and try again.", server);

    /// <summary>The proxy could not be reached.</summary>
    public static Fault ProxyUnreachable(string proxy, string reason) => New(FaultCode.ProxyUnreachable,
        $"The proxy at {proxy} could not be reached: {reason}",
        "Check address and port with Get-DNS4MeProxy, and that the proxy is running.", proxy);

    /// <summary>What answered is no proxy.</summary>
    public static Fault NotAProxy(string proxy, string reason) => New(FaultCode.NotAProxy,
        $"What answered at {proxy} is not a SOCKS proxy: {reason}",
        "Check address and port with Get-DNS4MeProxy. HTTP proxies are of another kind.", proxy);

    /// <summary>The proxy speaks another version.</summary>
    public static Fault ProxyVersion(string proxy, ProxyType asked, ProxyType? spoken) => New(FaultCode.ProxyVersion,
        $"The proxy at {proxy} does not speak {asked}{(spoken is null ? "." : $", but {spoken}.")}",
        $"Choose another type: Set-DNS4MeProxy -Type {spoken?.ToString() ?? "<type>"}.", proxy);

    /// <summary>The proxy refused the user.</summary>
    public static Fault ProxyAuthenticationRefused(string proxy, string reason) => New(FaultCode.ProxyAuthenticationRefused,
        $"The proxy at {proxy} refused to let this user in: {reason}",
        "Enter a user ID and password that the proxy knows: Set-DNS4MeProxy -Credential (Get-Credential).", proxy);

    /// <summary>The proxy did not open the way.</summary>
    public static Fault ProxyTargetRefused(string proxy, string server, string reason) => New(FaultCode.ProxyTargetRefused,
        $"The proxy at {proxy} did not open the way to the service at {server}: {reason}",
        "Check host name and port with Get-DNS4MeServer, and that the proxy's rules allow them.", proxy);

    /// <summary>The proxy did not answer in time; <paramref name="step"/> is what it was asked for.</summary>
    public static Fault ProxyTimedOut(string proxy, string step, TimeSpan waited) => New(FaultCode.ProxyTimedOut,
        $"The proxy at {proxy} did not {step} within {waited.TotalSeconds:0.#} seconds.",
        "Check address and port with Get-DNS4MeProxy, and that no firewall drops the connection.", proxy);

    /// <summary>The registration ID is unknown to the service.</summary>
    public static Fault RegistrationUnknown() => New(FaultCode.RegistrationUnknown,
        "The service does not know this registration ID.",
        "Check the ID in the e-mail it came with and enter it again with Register-DNS4Me.");

    /// <summary>The registration has expired.</summary>
    public static Fault RegistrationExpired(DateTimeOffset expired, DateTimeOffset keptUntil) => New(FaultCode.RegistrationExpired,
        $"The registration expired on {expired:yyyy-MM-dd}. Its domains are kept until {keptUntil:yyyy-MM-dd}.",
        "Renew the registration with the service's operator, then connect again.");

    /// <summary>The e-mail address is not the account's.</summary>
    public static Fault EmailMismatch(string email) => New(FaultCode.EmailMismatch,
        $"The registration ID was not issued to '{email}'.",
        "Enter the e-mail address that the registration or trial was ordered with.", email, "email");

    /// <summary>No registration is stored.</summary>
    public static Fault NotRegistered() => New(FaultCode.NotRegistered,
        "No registration is stored here.",
        "Enter yours: Register-DNS4Me -Name <name> -Email <e-mail> -RegistrationId <ID>.");

    /// <summary>Another machine took over.</summary>
    public static Fault Superseded(string? machine) => New(FaultCode.Superseded,
        $"Another machine{(machine is null ? "" : $" ('{machine}')")} with the same registration went online later, so this one stays quiet.",
        "To take the domains back to this machine, run Connect-DNS4Me here.", machine);

    /// <summary>The domains are not online.</summary>
    public static Fault NotOnline() => New(FaultCode.NotOnline,
        "The domains are not online.",
        "Run Connect-DNS4Me first.");

    /// <summary>A value is not allowed.</summary>
    public static Fault InvalidValue(string field, string message, string? target = null) => New(FaultCode.InvalidValue,
        message,
        "Correct the value and try again. Nothing was changed.", target, field);

    /// <summary>What was asked for does not exist.</summary>
    public static Fault NotFound(string what) => New(FaultCode.NotFound,
        $"'{what}' does not exist.",
        "Check the spelling.", what);

    /// <summary>There is such a record already.</summary>
    public static Fault RecordExists(DomainRecord record) => New(FaultCode.RecordExists,
        $"There is such a record already: {record}.",
        "Nothing was changed. To change its time to live, use Set-DNS4MeRecord.", record.FullName);

    /// <summary>An alias would not stand alone.</summary>
    /// <param name="record">What was to be stored.</param>
    /// <param name="other">What stands at the name; null when the name is the domain itself, which cannot be an alias.</param>
    public static Fault AliasConflict(DomainRecord record, DomainRecord? other) => New(FaultCode.AliasConflict,
        other is null ? $"'{record.FullName}' is the domain itself, which cannot be an alias."
            : other.Type == RecordType.CNAME ? $"'{record.FullName}' can have no other record, since it is an alias: {other}."
            : $"'{record.FullName}' cannot be an alias, since it has other records: {other}.",
        other is null
            ? "Give it a host record, or make an alias of a name below it. Nothing was changed."
            : "An alias stands alone at its name. Remove what stands there first, or choose another name. Nothing was changed.", record.FullName, "name");

    /// <summary>A default record.</summary>
    public static Fault DefaultRecord(DomainRecord record) => New(FaultCode.DefaultRecord,
        $"The default {record.Type} record of '{record.FullName}' is maintained by the service and cannot be changed or removed.",
        record.Type == RecordType.MX
            ? "To have mail go elsewhere, add a mail record at this name: it takes the default one's place."
            : "What it gives is set with Set-DNS4MeOnlineSetting and Set-DNS4MeOfflineSetting; a host record added at this name takes its place.", record.FullName);

    /// <summary>Several records fit.</summary>
    public static Fault RecordAmbiguous(string what, int count) => New(FaultCode.RecordAmbiguous,
        $"{count} records fit '{what}'.",
        "Say which by its type or data, or pipe the records that are meant from Get-DNS4MeRecord. Nothing was changed.", what);

    /// <summary>There are as many as there may be.</summary>
    public static Fault TooManyRecords(string why, DomainRecord record) => New(FaultCode.TooManyRecords,
        $"{why}, and there may be no more.",
        "Remove records that are not needed. Nothing was changed.", record.FullName);

    /// <summary>A mistake in a zone file.</summary>
    public static Fault ZoneFileInvalid(string what, string whatToDo, string? target = null) => New(FaultCode.ZoneFileInvalid,
        what,
        $"{whatToDo} Nothing was changed.", target);

    /// <summary>No agent runs. No other agent takes the place of the machine's.</summary>
    /// <param name="home">Its home.</param>
    /// <param name="scope">Whose agent it would be.</param>
    public static Fault AgentNotRunning(string home, AgentScope scope = AgentScope.User) => scope == AgentScope.Machine
        ? New(FaultCode.AgentNotRunning,
            "The machine's agent is not running.",
            "Start it with Start-DNS4MeAgent, run elevated. To use an agent of your own beside it, set DNS4ME_HOME to a folder of your own.", home)
        : New(FaultCode.AgentNotRunning,
            "No agent is running.",
            "Start it with Start-DNS4MeAgent, or go online with Connect-DNS4Me.", home);

    /// <summary>The agent's program is missing.</summary>
    public static Fault AgentMissing(string path) => New(FaultCode.AgentMissing,
        $"The agent's program is missing: '{path}'.",
        "Install the module again, whole.", path);

    /// <summary>The agent could not be started.</summary>
    public static Fault AgentStartFailed(string home, string reason) => New(FaultCode.AgentStartFailed,
        $"The agent could not be started: {reason}",
        "Mend the cause and run the command again.", home);

    /// <summary>A stranger listens where the agent should.</summary>
    public static Fault AgentNotTrusted(string endpoint, string owner) => New(FaultCode.AgentNotTrusted,
        $"What listens at '{endpoint}' belongs to {owner}, not to you or to the system, so nothing was sent to it.",
        "Find out what it is and remove it, or set DNS4ME_HOME to a folder of your own.", endpoint);

    /// <summary>The agent does not serve this user, or its files are not this user's to read. No other agent takes the place of the machine's.</summary>
    /// <param name="target">Where it listens, or a file of its.</param>
    /// <param name="scope">Whose agent it is.</param>
    public static Fault AgentRefused(string target, AgentScope scope = AgentScope.User) => scope == AgentScope.Machine
        ? New(FaultCode.AgentRefused,
            "The machine's agent serves administrators, and this user is none.",
            $"Run the command elevated. On Linux and macOS an administrator can add this user to the group '{Local.MachineService.Account}'; that counts from the next logon.", target)
        : New(FaultCode.AgentRefused,
            $"The agent at '{target}' does not serve this user.",
            "Run the command as the agent's owner, or elevated.", target);

    /// <summary>An administrator is needed.</summary>
    public static Fault NotElevated(string what) => New(FaultCode.NotElevated,
        $"Only an administrator can {what}.",
        "Run the command elevated: as root, or in a console started with 'Run as administrator'. Nothing was changed.");

    /// <summary>The machine's service is not installed.</summary>
    public static Fault SystemServiceMissing() => New(FaultCode.SystemServiceMissing,
        "The machine's service is not installed.",
        "Install it with Install-DNS4MeService, run elevated.");

    /// <summary>The system's service manager failed.</summary>
    /// <param name="what">What it was asked to do.</param>
    /// <param name="reason">Why it did not.</param>
    public static Fault SystemServiceFailed(string what, string reason) => New(FaultCode.SystemServiceFailed,
        $"Could not {what}: {reason}",
        "Mend the cause and run the command again; what was done already does no harm. Get-DNS4MeService tells how things stand.");

    /// <summary>The machine's service is a package's.</summary>
    /// <param name="package">The package.</param>
    /// <param name="version">The version of its program, if that says so.</param>
    public static Fault SystemServicePackaged(string package, string? version) => New(FaultCode.SystemServicePackaged,
        $"The machine's service came in the package {package}{(version is null ? "" : $" in version {version}")}, and is that one's to bring up to date and to remove.",
        "Install a newer package, or remove the package, by the system's own means: apt, or the list of installed apps on Windows. Nothing was changed.", package);

    /// <summary>The agent went away.</summary>
    public static Fault AgentGone(string endpoint) => New(FaultCode.AgentGone,
        "The agent went away before it answered.",
        "Look at Get-DNS4MeAgent and Get-DNS4MeStatus, then run the command again.", endpoint);

    /// <summary>The agent and the module are of versions that do not understand each other, at all or in what was asked.</summary>
    public static Fault AgentVersion(string agentVersion, string moduleVersion) => New(FaultCode.AgentVersion,
        $"The running agent is of version {agentVersion} and this module of version {moduleVersion}: they do not understand each other in this.",
        "If the module is the newer one, stop the agent with Stop-DNS4MeAgent -Force and run the command again, or for the machine's agent run Install-DNS4MeService. "
        + "If the agent is, update the module and open a new console.", agentVersion);

    /// <summary>The caller's time ran out without a nearer reason.</summary>
    public static Fault TimedOut(TimeSpan waited) => New(FaultCode.TimedOut,
        $"Not done within {waited.TotalSeconds:0.#} seconds.",
        "Try again with a longer -TimeoutSec.");

    /// <summary>The wish was withdrawn.</summary>
    public static Fault Cancelled(string by) => New(FaultCode.Cancelled,
        $"Withdrawn by {by}.",
        "Run the command again if it is still wanted.");

    /// <summary>A file cannot be read.</summary>
    public static Fault SettingsUnreadable(string path, string reason) => New(FaultCode.SettingsUnreadable,
        $"The file '{path}' cannot be read: {reason}",
        "Mend the file, or put its '.previous' copy in its place. It is left as it is until then.", path);

    /// <summary>A policy governs a setting.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="policy">The policy, as its administrator knows it.</param>
    /// <param name="source">Whose policy it is.</param>
    /// <param name="value">The value in force.</param>
    public static Fault GovernedByPolicy(string setting, string policy, SettingSource source, string value) => New(FaultCode.GovernedByPolicy,
        $"The setting {setting} is governed by the policy '{policy}' ({source}): it is '{value}'.",
        "Ask whoever administers this machine's policies, or leave the setting out. Nothing was changed.", setting);

    /// <summary>The policies cannot be read, or not be obeyed as they are.</summary>
    /// <param name="place">The file, the registry's key, or the policies.</param>
    /// <param name="reason">Why.</param>
    public static Fault PolicyUnreadable(string place, string reason) => New(FaultCode.PolicyUnreadable,
        $"The policy cannot be obeyed ({place}): {reason}",
        "Have the policy corrected: it is obeyed whole or not at all. Until then what was in force stays in force, no setting can be changed, and an agent that starts speaks to no service.", place);

    /// <summary>A file cannot be written.</summary>
    public static Fault SettingsUnwritable(string path, string reason) => New(FaultCode.SettingsUnwritable,
        $"The file '{path}' cannot be written: {reason}",
        "Make the folder writable and free some space. The old settings stand.", path);

    /// <summary>The stored secret cannot be decrypted.</summary>
    public static Fault SecretUnreadable(string path) => New(FaultCode.SecretUnreadable,
        "The stored registration ID cannot be decrypted here: its key is missing or belongs to another user or machine.",
        "Enter it again with Register-DNS4Me.", path);

    /// <summary>The stored password cannot be decrypted, or is gone.</summary>
    public static Fault ProxyPasswordUnreadable(string path) => New(FaultCode.ProxyPasswordUnreadable,
        "The stored password of the proxy cannot be read here: it or its key is missing, or belongs to another user or machine.",
        "Enter it again: Set-DNS4MeProxy -Credential (Get-Credential).", path);

    /// <summary>The stored password cannot be decrypted, or is gone.</summary>
    public static Fault CertificatePasswordUnreadable(string domain) => New(FaultCode.CertificatePasswordUnreadable,
        $"The stored password of the certificate of '{domain}' cannot be read here: it or its key is missing, or belongs to another user or machine.",
        $"Enter it again: Set-DNS4MeWebSite {domain} -CertificatePassword (Read-Host -AsSecureString).", domain);

    /// <summary>The passphrase is wrong. It is not shown.</summary>
    public static Fault PassphraseWrong() => New(FaultCode.PassphraseWrong,
        "The passphrase does not open the secrets in this configuration, or the configuration was altered.",
        "Check the passphrase. Without it, import the settings alone and enter the registration with Register-DNS4Me. Nothing was changed.");

    /// <summary>There is such a file already.</summary>
    public static Fault FileExists(string path) => New(FaultCode.FileExists,
        $"The file '{path}' exists already.",
        "Choose another name, or replace it with -Force. Nothing was changed.", path);

    /// <summary>A file could not be written.</summary>
    public static Fault FileUnwritable(string path, string reason) => New(FaultCode.FileUnwritable,
        $"The file '{path}' cannot be written: {reason}",
        "Choose a folder that exists and that you may write to. Nothing was changed.", path);

    /// <summary>A file could not be read.</summary>
    public static Fault FileUnreadable(string path, string reason) => New(FaultCode.FileUnreadable,
        $"The file '{path}' cannot be read: {reason}",
        "Check the path, and that you may read the file. Nothing was changed.", path);

    /// <summary>The web server's port is taken.</summary>
    public static Fault WebPortInUse(int port) => New(FaultCode.WebPortInUse,
        $"The web server cannot listen on port {port}: another program does.",
        "End that program, or choose another port for the web server.", Text(port));

    /// <summary>The web server's port is not for this user.</summary>
    public static Fault WebPortForbidden(int port) => New(FaultCode.WebPortForbidden,
        $"The web server cannot listen on port {port}: the system does not let this user.",
        "Choose a port from 1024 on, or let the machine's service serve the sites (Install-DNS4MeService). On Linux an administrator can also allow the port: "
            + $"sysctl net.ipv4.ip_unprivileged_port_start={port}, or setcap cap_net_bind_service=+ep on the agent's program.", Text(port));

    /// <summary>The web server's port cannot be listened on.</summary>
    public static Fault WebPortUnusable(int port, string reason) => New(FaultCode.WebPortUnusable,
        $"The web server cannot listen on port {port}: {reason}",
        "Choose another port for the web server.", Text(port));

    /// <summary>A site's folder is missing.</summary>
    public static Fault WebFolderMissing(string domain, string folder) => New(FaultCode.WebFolderMissing,
        $"The web site of {domain} cannot be served: there is no folder '{folder}'.",
        "Make the folder, or choose another one for the web site.", folder);

    /// <summary>A site's folder cannot be read.</summary>
    public static Fault WebFolderUnreadable(string domain, string folder, string reason) => New(FaultCode.WebFolderUnreadable,
        $"The web site of {domain} cannot be served: the folder '{folder}' cannot be read: {reason}",
        "Let the user that the agent runs as read the folder, or choose another one for the web site.", folder);

    /// <summary>A site's certificate cannot be used.</summary>
    public static Fault WebCertificateUnusable(string domain, string path, string reason) => New(FaultCode.WebCertificateUnusable,
        $"The certificate '{path}' of the web site of {domain} is of no use: {reason}",
        "Put a certificate in its place that is valid for the domain, with its key and, for a PFX file, its password. What was in force before stays in force.", path);

    /// <summary>The access log cannot be written.</summary>
    public static Fault WebLogUnwritable(string path, string reason) => New(FaultCode.WebLogUnwritable,
        $"The web server's log '{path}' cannot be written: {reason}",
        "Make the folder writable and free some space. Requests are answered all the same; those that were not logged are counted.", path);

    /// <summary>A DNS server could not be reached.</summary>
    public static Fault DnsUnreachable(string server, string reason) => New(FaultCode.DnsUnreachable,
        $"The DNS server {server} could not be reached: {reason}",
        "Check the address and port of the server.", server);

    /// <summary>No server of the root could be asked.</summary>
    public static Fault DelegationUnknown(string domain, string reason) => New(FaultCode.DelegationUnknown,
        $"The servers of '{domain}' could not be found from the root of the name tree: {reason}",
        "If this network lets nobody ask DNS servers outside, name the domain's servers with -Server, or test from another network.", domain);

    /// <summary>A DNS server did not answer.</summary>
    public static Fault DnsTimedOut(string server, string name) => New(FaultCode.DnsTimedOut,
        $"The DNS server {server} did not answer for '{name}'.",
        "Check the address and port of the server, or ask again with a longer -TimeoutSec.", server);

    /// <summary>A DNS server answered rubbish.</summary>
    public static Fault DnsMalformed(string server, string reason) => New(FaultCode.DnsMalformed,
        $"The DNS server {server} answered what is not a DNS message: {reason}",
        "Check that a DNS server listens at that address and port.", server);

    /// <summary>The name does not exist.</summary>
    public static Fault DnsNameUnknown(string server, string name) => New(FaultCode.DnsNameUnknown,
        $"The DNS server {server} says that '{name}' does not exist.",
        "Check the spelling.", name);

    /// <summary>The DNS server gave an error.</summary>
    public static Fault DnsFailed(string server, string name, string responseCode) => New(FaultCode.DnsFailed,
        $"The DNS server {server} answered {responseCode} for '{name}'.",
        "Check that the server is one that serves this name.", name);

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static Fault New(FaultCode code, string message, string action, string? target = null, string? field = null)
        => new() { Code = code, Message = message, Action = action, Target = target, Field = field };
}
