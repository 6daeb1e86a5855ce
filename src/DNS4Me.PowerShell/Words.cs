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

    public const string ListingRecords = "Listing records";
    public const string ImportingZoneFile = "Importing a zone file";
    public const string WriteZoneFile = "write the zone file";
    public const string OneFileForSeveral = "One file cannot hold the zones of several domains. Give each its own -Path.";

    public static string ApplyChange(RecordAction action) => action switch
    {
        RecordAction.Add => "add the record",
        RecordAction.Set => "set the record's time to live",
        _ => "remove the record",
    };

    public static string NotADomain(string text) => $"'{text}' is not a domain's name.";

    public static string NotAFile(string path) => $"'{path}' is not in the file system.";

    public static string AtLine(int line, string message) => $"Line {Number(line)}: {message}";

    public static string Changing(int done, int all) => $"{Number(done)} of {Number(all)} changes made";

    public static string Imported(string domain, IReadOnlyDictionary<RecordAction, int> done, int unchanged)
        => $"{domain}: {Number(Of(done, RecordAction.Add))} records added, {Number(Of(done, RecordAction.Set))} changed, {Number(Of(done, RecordAction.Remove))} removed; {Number(unchanged)} were there already.";

    public static string ImportEnded(int done, int all)
        => $"{Number(done)} of {Number(all)} changes are known to have been made. To import the file again makes the rest; what is there already does no harm.";

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

    private static int Of(IReadOnlyDictionary<RecordAction, int> done, RecordAction action) => done.TryGetValue(action, out var count) ? count : 0;

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Local(DateTimeOffset time) => time.ToLocalTime().ToString("G", CultureInfo.CurrentCulture);
}
