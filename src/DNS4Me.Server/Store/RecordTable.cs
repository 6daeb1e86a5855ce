using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Store;

/// <summary>The records of the domains in the store, without the default ones.</summary>
internal static class RecordTable
{
    private const string Columns =
        """
        SELECT r.domain_id, d.name, r.id, r.name, r.type, r.online_target, r.offline_target, r.priority, r.mail_server, r.canonical_name,
               r.text, r.weight, r.port, r.target, r.flags, r.tag, r.value, r.time_to_live
        FROM record r JOIN domain d ON d.id = r.domain_id
        """;

    /// <summary>All records, a domain at a time and by name, type and number in each. They are read as they are asked for.</summary>
    public static IEnumerable<(long DomainId, List<DomainRecord> Records)> ByDomain(StoreConnection store)
        => InRuns(store.Stream(Columns + " ORDER BY r.domain_id, r.name, r.type, r.id", Read));

    /// <summary>An account's records, as <see cref="ByDomain(StoreConnection)"/>.</summary>
    public static IEnumerable<(long DomainId, List<DomainRecord> Records)> ByDomain(StoreConnection store, long accountId)
        => InRuns(store.Stream(Columns + " WHERE d.account_id = @account ORDER BY r.domain_id, r.name, r.type, r.id", Read, ("@account", accountId)));

    /// <summary>How many records each account has; those without any are not listed.</summary>
    public static Dictionary<long, int> Counts(StoreConnection store) => store
        .Query("SELECT d.account_id, count(*) FROM record r JOIN domain d ON d.id = r.domain_id GROUP BY d.account_id", row => (Account: row.GetInt64(0), Count: row.GetInt32(1)))
        .ToDictionary(row => row.Account, row => row.Count);

    /// <summary>How many records an account has.</summary>
    public static int Count(StoreConnection store, long accountId) => (int)store.Scalar(
        "SELECT count(*) FROM record r JOIN domain d ON d.id = r.domain_id WHERE d.account_id = @account", ("@account", accountId));

    /// <summary>The records at one name.</summary>
    public static List<DomainRecord> AtName(StoreConnection store, long domainId, string name) => store.Query(
        Columns + " WHERE r.domain_id = @domain AND r.name = @name ORDER BY r.type, r.id", row => Read(row).Record, ("@domain", domainId), ("@name", name));

    /// <summary>One record, whosever it is; null when there is none.</summary>
    public static DomainRecord? Find(StoreConnection store, long id)
        => store.Query(Columns + " WHERE r.id = @id", row => Read(row).Record, ("@id", id)) is [var found] ? found : null;

    /// <summary>A domain's records by name, type and number, read as they are asked for.</summary>
    /// <param name="store">The store.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="name">The name they must have; null for any.</param>
    /// <param name="type">The type they must have; null for any.</param>
    /// <param name="after">The place after which to begin; null for the beginning.</param>
    public static IEnumerable<DomainRecord> From(StoreConnection store, long domainId, string? name, RecordType? type, RecordPosition? after)
    {
        // Each form is a statement of its own, so that every one of them is a walk along the index.
        var sql = Columns + " WHERE r.domain_id = @domain"
            + (name is null ? "" : " AND r.name = @name")
            + (type is null ? "" : " AND r.type = @type")
            + (after is null ? "" : " AND (r.name, r.type, r.id) > (@afterName, @afterType, @afterId)")
            + " ORDER BY r.name, r.type, r.id";
        return store.Stream(
            sql,
            row => Read(row).Record,
            [
                ("@domain", domainId),
                .. Given("@name", name),
                .. Given("@type", type?.ToString()),
                .. Given("@afterName", after?.Name),
                .. Given("@afterType", after?.Type),
                .. Given("@afterId", after?.Id),
            ]);
    }

    /// <summary>The greatest number that a record ever had. A number is never given to a second record, so that nobody changes another one than was meant.</summary>
    public static long LastId(StoreConnection store) => store.Scalar("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'record'");

    /// <summary>Adds a record under its number.</summary>
    public static void Insert(StoreConnection store, long domainId, DomainRecord record) => store.Execute(
        """
        INSERT INTO record (id, domain_id, name, type, online_target, offline_target, priority, mail_server, canonical_name, text, weight, port, target, flags, tag, value, time_to_live)
        VALUES (@id, @domain, @name, @type, @online, @offline, @priority, @mail, @alias, @text, @weight, @port, @target, @flags, @tag, @value, @ttl)
        """,
        [("@domain", domainId), ("@type", record.Type.ToString()), .. Changeable(record)]);

    /// <summary>Stores what a record has become.</summary>
    public static void Update(StoreConnection store, DomainRecord record) => store.Execute(
        """
        UPDATE record SET name = @name, online_target = @online, offline_target = @offline, priority = @priority, mail_server = @mail, canonical_name = @alias,
               text = @text, weight = @weight, port = @port, target = @target, flags = @flags, tag = @tag, value = @value, time_to_live = @ttl
        WHERE id = @id
        """,
        Changeable(record));

    /// <summary>Removes a record.</summary>
    public static void Delete(StoreConnection store, long id) => store.Execute("DELETE FROM record WHERE id = @id", ("@id", id));

    private static (string Name, object? Value)[] Changeable(DomainRecord record) =>
    [
        ("@id", record.Id),
        ("@name", record.Name),
        ("@online", record.OnlineTarget?.ToString()),
        ("@offline", record.OfflineTarget?.ToString()),
        ("@priority", record.Priority),
        ("@mail", record.MailServer),
        ("@alias", record.CanonicalName),
        ("@text", record.Text),
        ("@weight", record.Weight),
        ("@port", record.Port),
        ("@target", record.Target),
        ("@flags", record.Flags),
        ("@tag", record.Tag),
        ("@value", record.Value),
        ("@ttl", record.TimeToLive),
    ];

    private static (string Name, object? Value)[] Given(string name, object? value) => value is null ? [] : [(name, value)];

    private static IEnumerable<(long DomainId, List<DomainRecord> Records)> InRuns(IEnumerable<(long DomainId, DomainRecord Record)> rows)
    {
        var (domain, run) = (0L, new List<DomainRecord>());
        foreach (var row in rows)
        {
            if (run.Count > 0 && row.DomainId != domain)
            {
                yield return (domain, run);
                run = [];
            }

            domain = row.DomainId;
            run.Add(row.Record);
        }

        if (run.Count > 0)
        {
            yield return (domain, run);
        }
    }

    private static (long DomainId, DomainRecord Record) Read(SqliteDataReader row) => (row.GetInt64(0), new()
    {
        Domain = row.GetString(1),
        Id = row.GetInt64(2),
        Name = row.GetString(3),
        Type = Enum.Parse<RecordType>(row.GetString(4)),
        OnlineTarget = ReadTarget(row, 5),
        OfflineTarget = ReadTarget(row, 6),
        Priority = ReadNumber(row, 7),
        MailServer = ReadText(row, 8),
        CanonicalName = ReadText(row, 9),
        Text = ReadText(row, 10),
        Weight = ReadNumber(row, 11),
        Port = ReadNumber(row, 12),
        Target = ReadText(row, 13),
        Flags = ReadNumber(row, 14),
        Tag = ReadText(row, 15),
        Value = ReadText(row, 16),
        TimeToLive = row.GetInt32(17),
    });

    private static int? ReadNumber(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static string? ReadText(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static HostTarget? ReadTarget(SqliteDataReader row, int column)
        => row.IsDBNull(column) ? null
            : HostTarget.TryParse(row.GetString(column), out var target) ? target
            : throw new InvalidDataException($"The store holds a host target that is none: '{row.GetString(column)}'.");
}
