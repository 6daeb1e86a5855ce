using System.Globalization;
using DNS4Me.Service;

namespace DNS4Me.PowerShell;

/// <summary>What the cmdlets say beside the faults, whose words are in <see cref="Faults"/>.</summary>
internal static class Words
{
    public const string Connecting = "Connecting to the DNS4Me service";
    public const string Registering = "Registering with the DNS4Me service";
    public const string StartingAgent = "Starting the agent";

    public const string Domains = "the domains of this registration";
    public const string GoOnline = "go online";
    public const string GoOffline = "go offline";
    public const string UpdateAddress = "tell the service the address";
    public const string OpenInBrowser = "open in the default browser";
    public const string NoBrowser = "There is no browser here to open the page in.";
    public const string OnlineSettings = "online settings";
    public const string OfflineSettings = "offline settings";
    public const string Options = "options";
    public const string ServerSettings = "server settings";
    public const string ProxySettings = "proxy settings";
    public const string Registration = "registration";
    public const string Configuration = "the settings of this machine's agent";
    public const string RegistrationLeft = "The configuration holds a registration, which was left out, since no passphrase was given. Import it again with -Passphrase, or enter the registration with Register-DNS4Me.";
    public const string NoRegistrationThere = "A passphrase was given, but the configuration holds no registration. Export it with -IncludeSecret to have it go along.";
    public const string PasswordLeft = "The configuration's proxy has a password, which did not come along. Enter it with Set-DNS4MeProxy -Credential, or import the configuration again with -Passphrase.";
    public const string TestingProxy = "Testing the proxy";
    public const string Never = "never";
    public const string Blank = "(blank)";
    public const string DefaultInterval = "Default";
    public const string StoreRegistration = "store the registration";
    public const string StartAgent = "start the agent";
    public const string StopAgent = "take the domains offline and stop the agent";
    public const string StopQuestion = "The domains are online. Stopping the agent takes them offline. Stop it?";

    public const string MachineAgent = "the machine's agent";
    public const string InstallService = "install it as a service of the system and start it";
    public const string InstallServiceOnly = "install it as a service of the system";
    public const string UninstallService = "take the domains offline, stop the service and remove it";
    public const string UninstallServiceAndData = "take the domains offline, stop the service, and remove it with the machine's settings and registration";
    public const string InstallingService = "Installing the service";
    public const string UninstallingService = "Removing the service";
    public const string AskTheProgram = "ask the agent's program about the service";

    public const string WhichBehavior = "Both an address and a URL were given. Say with -Behavior which of them is in force.";
    public const string WhichRedirect = "Both a port and a URL were given. Say with -WebRedirect which of them is in force.";
    public const string NothingGiven = "Nothing to change was given.";
    public const string JobForbidsLeaving = "This console's job does not let the agent leave it, so the agent ends, and the domains go offline, when the job ends.";
    public const string WishStands = "No agent is running, so the wish to be online could not be withdrawn: the next agent that a logon, the system or Start-DNS4MeAgent starts goes online. Run Start-DNS4MeAgent, then Disconnect-DNS4Me.";

    public const string WaitsForNextAgent = "The agent went away. The events of the next one follow here when it runs.";

    public const string AddRecord = "add the record";
    public const string RemoveRecord = "remove the record";
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";
    public const string AddingRecords = "Adding records";
    public const string ChangingRecords = "Changing records";
    public const string RemovingRecords = "Removing records";
    public const string NoRecordNamed = "Say which record: by -Domain, -Name and -Type, or by piping it from Get-DNS4MeRecord.";

    public static string ChangeRecord(IEnumerable<KeyValuePair<string, string>> cells)
        => $"set {string.Join(", ", cells.Select(cell => $"{cell.Key} to '{RecordText.Shorten(cell.Value)}'"))}";

    public static string RecordWith(string record, IEnumerable<KeyValuePair<string, string>> cells)
        => string.Concat(cells.Select(cell => $", {cell.Key} '{RecordText.Shorten(cell.Value)}'").Prepend(record));

    public static string RecordOfId(long? id) => $"the record with the Id {Number(id ?? 0)}";

    public static string DefaultPassedOver(string record) => $"'{record}' is a default record, which every domain has already: passed over.";

    public static string NotADomain(string text) => $"'{text}' is not a domain's name.";

    public static string NotARecordName(string text) => $"'{text}' is not a record's name below its domain.";

    public static string DomainRepeated(string name, string domain)
        => $"'{name}' has the domain at its end, and would be a name below it: '{name}.{domain}'. Give what stands before the domain alone, or the whole name with a dot at its end.";

    public static string OfRow(int ordinal, string message) => $"Row {Number(ordinal)}: {message}";

    public static string Counted(int rows, int count, string done, int refused)
        => $"{Number(rows)} rows read, {Number(count)} records {done}{(refused == 0 ? "" : $", {Number(refused)} refused")}";

    public static string Interrupted(string account) => $"Stopped before the end. {account}";

    public static string Account(string done, int count, int refused, (int First, int Last)? open, int unsent)
        => $"{(count == 1 ? "1 record was" : $"{Number(count)} records were")} {done}, {Number(refused)} refused."
            + (open is not var (first, last) ? "" : first == last
                ? $" Whether the record of row {Number(first)} was {done} is not known."
                : $" Whether the records of rows {Number(first)} to {Number(last)} were {done} is not known; to send them again does no harm.")
            + $" Nothing was sent from row {Number(unsent)} on.";

    /// <param name="done">What was to be done.</param>
    /// <param name="isDone">Null: not known.</param>
    public static string OneRecord(string done, bool? isDone) => isDone switch
    {
        null => $"Whether the record was {done} is not known.",
        true => $"The record was {done}.",
        _ => $"The record was not {done}.",
    };

    public const string ImportingZoneFile = "Importing a zone file";
    public const string TestingDomain = "Asking the world's servers";
    public const string EndsTheView = "Ctrl+C ends this view; the domains stay as they are.";
    public const string WriteDiagnostic = "write the files for support";
    public const string WriteZoneFile = "write the zone file";
    public const string OneFileForSeveral = "One file cannot hold the zones of several domains. Give each its own -Path.";

    public static string ApplyChange(RecordAction action) => action switch
    {
        RecordAction.Add => AddRecord,
        RecordAction.Set => "set the record's time to live",
        _ => RemoveRecord,
    };

    public const string WebServer = "web server";
    public const string StopWebServer = "stop it: nobody can reach the web sites then";
    public const string RemoveWebSite = "take the web site away; its files stay";
    public const string WebWishStands = "No agent is running, so that the web server could not be stopped for good: the next agent starts it. Run Start-DNS4MeAgent, then Stop-DNS4MeWebServer.";

    public static string WebSiteOf(string domain) => $"web site of {domain}";

    public static string TakesStar(string before, string after) => $"'{after}' becomes the primary domain in the place of '{before}'.";

    public static string StartWebServer(IReadOnlyList<string> differences) => differences.Count == 0 ? "start it, if it does not run" : $"start it, and change {string.Join("; ", differences)}";

    public static string CertificatePasswordsLeft(IReadOnlyList<string> domains)
        => $"Certificates have a password, which did not come along, for {string.Join(", ", domains)}. Enter it with Set-DNS4MeWebSite -CertificatePassword, or import the configuration again with -Passphrase.";

    public static string NotFileNames(object value) => $"A {value.GetType().Name} is not the name of a file.";

    public static string AtLine(int line, string message) => FormattableString.Invariant($"Line {line}: {message}");

    public static string Changing(int done, int all) => $"{Number(done)} of {Number(all)} changes made";

    public static string Imported(string domain, IReadOnlyDictionary<RecordAction, int> done, int unchanged)
        => $"{domain}: {Number(Of(done, RecordAction.Add))} records added, {Number(Of(done, RecordAction.Set))} changed, {Number(Of(done, RecordAction.Remove))} removed; {Number(unchanged)} were there already.";

    public static string ImportEnded(int done, int all)
        => $"{Number(done)} of {Number(all)} changes are known to have been made. To import the file again makes the rest; what is there already does no harm.";

    public static string SubscriberExists(string sourceIdentifier) => $"There is a subscriber with the source identifier '{sourceIdentifier}' already. Choose another, or end it with Unregister-Event.";

    public static string OutOfRange(string parameter, int most, int given) => $"-{parameter} must be between 1 and {most}, not {given}.";

    public static string NotATimeout(object value) => $"'{value}' is not a timeout. Give a number of minutes, or hours, minutes and seconds as in 00:00:30; 0 means never.";

    public static string ChangeOf(IReadOnlyList<string> differences) => differences.Count == 0 ? "change nothing, since all is so already" : $"change {string.Join("; ", differences)}";

    public static string ResetOf(IReadOnlyList<string> differences)
        => differences.Count == 0 ? "change nothing, since all is at its default already" : $"put back to the defaults: {string.Join("; ", differences)}";

    public static string FromTo(string name, string before, string after) => $"{name} from {before} to {after}";

    public static string SectionOf(string section, IReadOnlyList<string> differences) => $"{section}: {string.Join("; ", differences)}";

    public static string ImportOf(IReadOnlyList<string> sections, bool registration)
        => sections.Count == 0 && !registration
            ? "change nothing, since all is so already"
            : $"change the {string.Join(". The ", registration ? sections.Append(Registration) : sections)}";

    public static string WriteConfiguration(bool secret) => secret ? "write the settings and the registration, encrypted" : "write the settings";

    public static string NotAConfiguration(object value) => $"A {value.GetType().Name} is not the text of a configuration, nor a file with one.";

    public static string NotAFile(string path) => $"'{path}' is not a path of the file system.";

    public static string Running(AgentInfo agent, AgentStatus status)
    {
        var text = $"The agent is running (process {agent.ProcessId}). Presence: {status.State}. Domains: {(status.Domains.Count == 0 ? "none yet" : string.Join(", ", status.Domains))}.";
        return status.Fault is { } fault ? $"{text} Problem: {fault.Message} {fault.Action}" : text;
    }

    public static string NoSuchSetting(string given, string section, IReadOnlyList<string> names) => $"'{given}' is none of the {section}: {string.Join(", ", names)}.";

    public static string NotOnOff(object value) => $"'{value}' is neither true nor false.";

    public static string NotAnAddress(object value) => value is PSObject
        ? "What ConvertTo-Json makes of an IP address does not hold the address. Write it with ConvertTo-Json -Depth 0."
        : $"'{value}' is not an IP address.";

    public static string LeftOnline(DateTimeOffset? leaseEnds) => leaseEnds is { } end
        ? $"The agent went away without a word. The service keeps the domains online until {Local(end)}."
        : "The agent went away without a word. Without a timeout the service keeps the domains online until a Disconnect-DNS4Me.";

    public static string NotTold(Fault fault, DateTimeOffset? leaseEnds) => leaseEnds is { } end
        ? $"The service could not be told: {fault.Message} It keeps the domains online until {Local(end)}."
        : $"The service could not be told: {fault.Message} {fault.Action}";

    public static string StartOptionWithoutEffect(Fault fault)
        => $"StartWithSystem is stored, but the installed service was not changed: {fault.Message} {fault.Action} Installing the service again has the same effect.";

    public static string Unpublished(Fault fault) => fault.IsTransient
        ? $"The settings are stored, but the service has not been given them yet: {fault.Message} It is given them as soon as it is heard of again."
        : $"The settings are stored, but the service does not take them: {fault.Message} {fault.Action}";

    public static string EndedSilently(string said) => said.Length == 0 ? "it ended without a word." : $"it ended with: {said}";

    public static string NotReady(TimeSpan waited) => $"it was not ready within {waited.TotalSeconds:0} seconds.";

    public static string OtherVersion(AgentInfo agent)
        => $"The running agent is of version {agent.Version} and this module of version {Client.LocalMachine.ModuleVersion}. They go on together as far as they understand each other. "
            + (agent.Scope == AgentScope.Machine
                ? "Install-DNS4MeService puts the module's own in its place."
                : "After Stop-DNS4MeAgent the next Connect-DNS4Me or Start-DNS4MeAgent starts the module's own.");

    public static string NotUnderstood(string line) => $"it said what is not understood: {line}";

    public static string UnixUser(uint user) => $"the user with the ID {user.ToString(CultureInfo.InvariantCulture)}";

    public static string UnreadableAnswer(string method) => $"The agent's answer to {method} could not be read.";

    public static string TooLong(long most) => $"it is longer than {most} bytes.";

    private static int Of(IReadOnlyDictionary<RecordAction, int> done, RecordAction action) => done.TryGetValue(action, out var count) ? count : 0;

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("G", CultureInfo.CurrentCulture);

    public static string Opened(Uri address) => $"{address} was given to the default browser.";

    public static string ProxyWorks(ProxyTestResult result)
        => $"The service at {result.Server} answered {(result.Proxy.Type == ProxyType.Direct ? "directly" : $"through the proxy at {result.Proxy}")}, and sees {result.SeenAddress}.";
}
