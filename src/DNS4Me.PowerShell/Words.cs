using System.Globalization;

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
    public const string OnlineSettings = "online settings";
    public const string ServerSettings = "server settings";
    public const string Change = "change";
    public const string Reset = "put back to the defaults";
    public const string StoreRegistration = "store the registration";
    public const string StartAgent = "start the agent";
    public const string StopAgent = "take the domains offline and stop the agent";
    public const string StopQuestion = "The domains are online. Stopping the agent takes them offline. Stop it?";

    public const string NothingGiven = "Nothing to change was given.";
    public const string JobForbidsLeaving = "This console's job does not let the agent leave it, so the agent ends, and the domains go offline, when the job ends.";
    public const string WishStands = "No agent is running, so the wish to be online could not be withdrawn: the next agent that a logon, the system or Start-DNS4MeAgent starts goes online. Run Start-DNS4MeAgent, then Disconnect-DNS4Me.";

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

    public static string OutOfRange(string parameter, int most, int given) => $"-{parameter} must be between 1 and {most}, not {given}.";

    public static string NotATimeout(object value) => $"'{value}' is not a timeout. Give a number of minutes, or hours, minutes and seconds as in 00:00:30; 0 means never.";

    public static string NotAnAddress(object value) => $"'{value}' is not an IP address.";

    public static string LeftOnline(DateTimeOffset? leaseEnds) => leaseEnds is { } end
        ? $"The agent went away without a word. The service keeps the domains online until {Local(end)}."
        : "The agent went away without a word. Without a timeout the service keeps the domains online until a Disconnect-DNS4Me.";

    public static string NotTold(Fault fault, DateTimeOffset? leaseEnds) => leaseEnds is { } end
        ? $"The service could not be told: {fault.Message} It keeps the domains online until {Local(end)}."
        : $"The service could not be told: {fault.Message} {fault.Action}";

    public static string EndedSilently(string said) => said.Length == 0 ? "it ended without a word." : $"it ended with: {said}";

    public static string NotReady(TimeSpan waited) => $"it was not ready within {waited.TotalSeconds:0} seconds.";

    public static string NotUnderstood(string line) => $"it said what is not understood: {line}";

    public static string UnixUser(uint user) => $"the user with the ID {user.ToString(CultureInfo.InvariantCulture)}";

    public static string UnreadableAnswer(string method) => $"The agent's answer to {method} could not be read.";

    public static string TooLong(long most) => $"it is longer than {most} bytes.";

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("G", CultureInfo.CurrentCulture);
}
