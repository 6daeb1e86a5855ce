namespace DNS4Me.Server.Store;

/// <summary>The store's form, as the numbered steps that led to it. A step that was ever released is never changed.</summary>
internal static class Migrations
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE account (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE COLLATE NOCASE,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            expires INTEGER NOT NULL,
            registration_hash BLOB NOT NULL UNIQUE,
            settings TEXT NOT NULL
        ) STRICT;
        CREATE TABLE presence (
            account_id INTEGER PRIMARY KEY REFERENCES account (id),
            epoch INTEGER NOT NULL,
            instance_id TEXT NOT NULL,
            machine TEXT NOT NULL,
            went_offline INTEGER NOT NULL,
            ipv4_address BLOB, ipv4_ends INTEGER,
            ipv6_address BLOB, ipv6_ends INTEGER
        ) STRICT;
        CREATE TABLE domain (
            id INTEGER PRIMARY KEY,
            account_id INTEGER NOT NULL REFERENCES account (id),
            name TEXT NOT NULL UNIQUE,
            service_zone TEXT
        ) STRICT;
        CREATE INDEX domain_account ON domain (account_id);
        CREATE TABLE record (
            id INTEGER PRIMARY KEY,
            domain_id INTEGER NOT NULL REFERENCES domain (id),
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            online_target TEXT, offline_target TEXT,
            priority INTEGER, mail_server TEXT,
            canonical_name TEXT,
            time_to_live INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX record_domain ON record (domain_id);
        CREATE TABLE change (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            account_id INTEGER NOT NULL REFERENCES account (id)
        ) STRICT;
        CREATE TABLE clock (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            service_time INTEGER NOT NULL
        ) STRICT;
        INSERT INTO clock VALUES (1, 0);
        """,

        // A number that was a removed record's is never another's: that needs AUTOINCREMENT, which a table cannot be given afterwards.
        """
        CREATE TABLE record_new (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            domain_id INTEGER NOT NULL REFERENCES domain (id),
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            online_target TEXT, offline_target TEXT,
            priority INTEGER, mail_server TEXT,
            canonical_name TEXT,
            text TEXT,
            weight INTEGER, port INTEGER, target TEXT,
            flags INTEGER, tag TEXT, value TEXT,
            time_to_live INTEGER NOT NULL
        ) STRICT;
        INSERT INTO record_new (id, domain_id, name, type, online_target, offline_target, priority, mail_server, canonical_name, time_to_live)
            SELECT id, domain_id, name, type, online_target, offline_target, priority, mail_server, canonical_name, time_to_live FROM record;
        DROP TABLE record;
        ALTER TABLE record_new RENAME TO record;
        CREATE INDEX record_place ON record (domain_id, name, type, id);
        """,
    ];

    /// <summary>The form that this program reads and writes.</summary>
    public static int Latest => Steps.Length;

    /// <summary>Runs the steps that the store has not seen, each in a transaction of its own.</summary>
    /// <exception cref="DNS4MeException">The store was written by a newer program.</exception>
    public static void Apply(StoreConnection store, string path)
    {
        while (Version(store) is var version && version != Latest)
        {
            if (version > Latest)
            {
                throw new DNS4MeException(ServerFaults.StoreTooNew(path, version, Latest));
            }

            // Another process may be at the same step: who comes second finds it done.
            store.InTransaction(() =>
            {
                if (Version(store) == version)
                {
                    store.Execute(Steps[version]);
                    store.Execute($"PRAGMA user_version = {version + 1}");
                }

                return version;
            });
        }
    }

    private static long Version(StoreConnection store) => store.Scalar("PRAGMA user_version");
}
