namespace DNS4Me;

/// <summary>Which records may stand together. All of it is a matter of one name, so that the records there are all that has to be known.</summary>
public static class RecordSetRules
{
    /// <summary>The most records at one name: with more an answer would not fit in a DNS message.</summary>
    public const int MostAtName = 256;

    /// <summary>The most records of an account.</summary>
    public const int MostInAccount = 250_000;

    /// <summary>Checks whether a record may stand beside others.</summary>
    /// <param name="record">The record.</param>
    /// <param name="others">The other records at the same name, without default ones: those give way.</param>
    /// <returns>The fault; null when it may.</returns>
    public static Fault? Check(DomainRecord record, IReadOnlyCollection<DomainRecord> others)
    {
        if (record.Type == RecordType.CNAME && record.Name.Length == 0)
        {
            return Faults.AliasConflict(record, null);
        }

        if (others.FirstOrDefault(other => IsSame(record, other)) is { } same)
        {
            return Faults.RecordExists(same);
        }

        if (others.FirstOrDefault(other => other.Type == RecordType.CNAME) is { } alias)
        {
            return Faults.AliasConflict(record, alias);
        }

        if (record.Type == RecordType.MX && others.FirstOrDefault(other => other.Type == RecordType.MX && (IsNoMail(other) || IsNoMail(record))) is { } mail)
        {
            return Faults.InvalidValue("mailServer", $"'{RecordRules.NoName}' says that a name takes no mail, and stands alone then (RFC 7505, section 3). There is: {mail}.", record.FullName);
        }

        return record.Type == RecordType.CNAME && others.FirstOrDefault() is { } occupant ? Faults.AliasConflict(record, occupant)
            : others.Count >= MostAtName ? Faults.TooManyRecords($"'{record.FullName}' has {MostAtName} records", record)
            : null;
    }

    /// <summary>
    /// Whether two records say the same: the same name, type and data, whatever their time to live. A set has no duplicates (RFC 2181, section 5; help
    /// file, "Host Record Dialog").
    /// </summary>
    public static bool IsSame(DomainRecord one, DomainRecord other)
        => one.Name == other.Name && one.Type == other.Type && IdentityOf(one) == IdentityOf(other);

    private static bool IsNoMail(DomainRecord record) => record.MailServer == RecordRules.NoName;

    /// <summary>What a record says, as a key: equal for two records exactly when they are the same by <see cref="IsSame"/>.</summary>
    public static DomainRecord IdentityOf(DomainRecord record)
        => record with { Id = null, TimeToLive = DomainRecord.DefaultTimeToLive, IsDefault = false, CurrentData = null };
}
