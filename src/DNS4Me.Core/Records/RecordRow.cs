using System.Globalization;
using System.Net;

namespace DNS4Me;

/// <summary>
/// A record as a row of a table, such as a CSV file's: every member as text, in the words of <see cref="DomainRecord"/>. A blank cell is one that was not
/// given.
/// </summary>
public sealed record RecordRow
{
    /// <inheritdoc cref="DomainRecord.Id"/>
    public string? Id { get; init; }

    /// <inheritdoc cref="RecordValues.Domain"/>
    public string? Domain { get; init; }

    /// <inheritdoc cref="RecordValues.Name"/>
    public string? Name { get; init; }

    /// <inheritdoc cref="RecordValues.Type"/>
    public string? Type { get; init; }

    /// <inheritdoc cref="RecordValues.Address"/>
    public string? Address { get; init; }

    /// <inheritdoc cref="RecordValues.OnlineTarget"/>
    public string? OnlineTarget { get; init; }

    /// <inheritdoc cref="RecordValues.OfflineTarget"/>
    public string? OfflineTarget { get; init; }

    /// <inheritdoc cref="RecordValues.Priority"/>
    public string? Priority { get; init; }

    /// <inheritdoc cref="RecordValues.MailServer"/>
    public string? MailServer { get; init; }

    /// <inheritdoc cref="RecordValues.CanonicalName"/>
    public string? CanonicalName { get; init; }

    /// <inheritdoc cref="RecordValues.Text"/>
    public string? Text { get; init; }

    /// <inheritdoc cref="RecordValues.Weight"/>
    public string? Weight { get; init; }

    /// <inheritdoc cref="RecordValues.Port"/>
    public string? Port { get; init; }

    /// <inheritdoc cref="RecordValues.Target"/>
    public string? Target { get; init; }

    /// <inheritdoc cref="RecordValues.Flags"/>
    public string? Flags { get; init; }

    /// <inheritdoc cref="RecordValues.Tag"/>
    public string? Tag { get; init; }

    /// <inheritdoc cref="RecordValues.Value"/>
    public string? Value { get; init; }

    /// <inheritdoc cref="RecordValues.TimeToLive"/>
    public string? TimeToLive { get; init; }

    /// <summary>The cells of a record's data and time to live that are filled: what a change of it is to change.</summary>
    public IEnumerable<KeyValuePair<string, string>> Data => new KeyValuePair<string, string?>[]
    {
        new(nameof(Address), Address),
        new(nameof(OnlineTarget), OnlineTarget),
        new(nameof(OfflineTarget), OfflineTarget),
        new(nameof(Priority), Priority),
        new(nameof(MailServer), MailServer),
        new(nameof(CanonicalName), CanonicalName),
        new(nameof(Text), Text),
        new(nameof(Weight), Weight),
        new(nameof(Port), Port),
        new(nameof(Target), Target),
        new(nameof(Flags), Flags),
        new(nameof(Tag), Tag),
        new(nameof(Value), Value),
        new(nameof(TimeToLive), TimeToLive),
    }.Where(cell => Filled(cell.Value) is not null).Select(cell => new KeyValuePair<string, string>(cell.Key, cell.Value!));

    /// <summary>Reads the number of the record.</summary>
    /// <param name="faults">Takes the fault of a cell that is no number.</param>
    /// <returns>Null for a blank.</returns>
    public long? ReadId(ICollection<Fault> faults) => Number("id", Id, long.MaxValue, faults);

    /// <summary>Reads the cells. Whether they make a record is <see cref="RecordRules"/>' affair.</summary>
    /// <param name="faults">Takes a fault for every cell that cannot be read.</param>
    public RecordValues Read(ICollection<Fault> faults) => new()
    {
        Domain = Filled(Domain),
        Name = Filled(Name),
        Type = ReadType(faults),
        Address = ReadAddress(faults),
        OnlineTarget = ReadTarget("onlineTarget", OnlineTarget, faults),
        OfflineTarget = ReadTarget("offlineTarget", OfflineTarget, faults),
        Priority = (int?)Number("priority", Priority, int.MaxValue, faults),
        MailServer = Filled(MailServer),
        CanonicalName = Filled(CanonicalName),
        Text = Filled(Text),
        Weight = (int?)Number("weight", Weight, int.MaxValue, faults),
        Port = (int?)Number("port", Port, int.MaxValue, faults),
        Target = Filled(Target),
        Flags = (int?)Number("flags", Flags, int.MaxValue, faults),
        Tag = Filled(Tag),
        Value = Filled(Value),
        TimeToLive = (int?)Number("timeToLive", TimeToLive, int.MaxValue, faults),
    };

    private static string? Filled(string? cell) => string.IsNullOrWhiteSpace(cell) ? null : cell;

    private RecordType? ReadType(ICollection<Fault> faults)
    {
        if (Filled(Type)?.Trim() is not { } text)
        {
            return null;
        }

        // The framework's own reading also takes numbers and lists.
        var name = Enum.GetNames(typeof(RecordType)).FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name is not null)
        {
            return (RecordType)Enum.Parse(typeof(RecordType), name);
        }

        faults.Add(Faults.InvalidValue("type", $"'{text}' is none of {string.Join(", ", Enum.GetNames(typeof(RecordType)))}.", text));
        return null;
    }

    private IPAddress? ReadAddress(ICollection<Fault> faults)
    {
        if (Filled(Address)?.Trim() is not { } text)
        {
            return null;
        }

        if (!AddressText.TryParse(text, out var address))
        {
            faults.Add(Faults.InvalidValue("address", $"'{text}' is not an IP address.", text));
        }

        return address;
    }

    private static HostTarget? ReadTarget(string field, string? cell, ICollection<Fault> faults)
    {
        if (Filled(cell)?.Trim() is not { } text)
        {
            return null;
        }

        if (!HostTarget.TryParse(text, out var target))
        {
            faults.Add(Faults.InvalidValue(field, text.StartsWith("@{", StringComparison.Ordinal)
                ? "What ConvertTo-Json makes of a target does not hold all of it. Write one record with ConvertTo-Json -Depth 0, a list with -Depth 1."
                : $"'{text}' is not a host record's target: {HostTarget.Default}, an address, {HostTarget.ToPort(8080)}, {HostTarget.ToUrl("https://example.com/")} or {HostTarget.OfflinePage}.", text));
        }

        return target;
    }

    private static long? Number(string field, string? cell, long most, ICollection<Fault> faults)
    {
        if (Filled(cell)?.Trim() is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number <= most && number >= -most)
        {
            return number;
        }

        faults.Add(Faults.InvalidValue(field, $"The {field} must be a whole number of at most {most}, not '{text}'.", text));
        return null;
    }
}
