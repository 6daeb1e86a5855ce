using DNS4Me.Dns;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using static DNS4Me.Server.Tests.Support.TestRecords;

namespace DNS4Me.Server.Tests.Store;

/// <summary>Batches of records in the store: beside other processes, on a full disk, after a restart.</summary>
public sealed class RecordStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SteppingTime _time = new();
    private readonly ListLoggerFactory _log = new();

    public RecordStoreTests()
    {
        using var operators = Administer();
        operators.AddAccount("alice@example.com", "", AccountKind.Registered, [TestService.Domain], new([TestZones.ServiceZone], []), "alice-id");
        operators.AddAccount("bob@example.com", "", AccountKind.Registered, ["bob.example"], new([TestZones.ServiceZone], []), "bob-id");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_another_process_adds_is_seen_at_once_by_a_batch_and_a_moment_later_by_all()
    {
        using var store = Open();
        using (var operators = Administer())
        {
            operators.AddRecords(TestService.Domain, [TestZones.Mail("a", 10, "mail.example.com"), TestZones.Mail("b", 10, "mail.example.com")]);
        }

        var results = (await store.ChangeRecordsAsync(Account(store), Batch(Add(Mail("a")), Add(Mail("c"))))).Results;

        Assert.Equal(FaultCode.RecordExists, results[0].Faults![0].Code);
        Assert.Equal(3, results[1].Record!.Id);
        await store.LookAsync();
        Assert.All(new[] { "a", "b", "c" }, name => Assert.True(HasMail(store, name)));
        Assert.Equal(3, Account(store).RecordCount);
    }

    [Fact]
    public async Task What_this_process_wrote_is_told_to_others_and_not_loaded_again()
    {
        using var store = Open();
        using var other = StoreConnection.Open(_folder.Path);
        var (directory, loader) = (new ServiceDirectory(), new StoreLoader(other));
        loader.LoadAll(directory);
        await store.ChangeRecordsAsync(Account(store), Batch(Add(Mail("a"))));
        var zone = Domain(store).Zone;

        loader.LoadChanges(directory);
        Assert.Equal(1, directory.FindByRegistrationId("alice-id")!.RecordCount);
        await store.LookAsync();
        Assert.Same(zone, Domain(store).Zone);

        // Nor when somebody else's change beside it is.
        await store.ChangeRecordsAsync(Account(store), Batch(Add(Mail("b"))));
        zone = Domain(store).Zone;
        using (var operators = Administer())
        {
            operators.AddRecords("bob.example", [TestZones.Mail("x", 10, "mail.example.com")]);
        }

        await store.LookAsync();
        Assert.Equal(1, store.Directory.FindByRegistrationId("bob-id")!.RecordCount);
        Assert.Same(zone, Domain(store).Zone);
    }

    [Fact]
    public async Task A_batch_that_does_not_fit_on_the_disk_changes_nothing_at_all()
    {
        using (var connection = StoreConnection.Open(_folder.Path))
        {
            connection.Execute($"PRAGMA max_page_count = {connection.Scalar("PRAGMA page_count") + 3}");
            var (directory, clock, loader) = (new ServiceDirectory(), new ServiceClock(_time, TimeSpan.Zero), new StoreLoader(connection));
            loader.LoadAll(directory);
            var account = directory.FindByRegistrationId("alice-id")!;
            using var writer = new StoreWriter(connection, loader, directory, clock, _log);
            var kept = Assert.Single((await writer.ChangeRecordsAsync(account, Batch(Add(Mail("kept"))))).Results).Record!;
            var (zone, state) = (account.Current.Domains[0].Zone, account.Current);

            var tooMuch = Enumerable.Range(0, 500).Select(i => Add(Text($"n{i}", new string('x', 1000)))).Prepend(Remove(kept.Id!.Value)).ToArray();
            var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => writer.ChangeRecordsAsync(account, Batch(tooMuch)))).Fault;

            Assert.Equal((FaultCode.ServiceFailed, true), (fault.Code, fault.IsTransient));
            Assert.Same(zone, account.Current.Domains[0].Zone);
            Assert.Same(state, account.Current);
            Assert.Equal(1, account.RecordCount);
            Assert.Equal(kept.Id + 1, Assert.Single((await writer.ChangeRecordsAsync(account, Batch(Add(Mail("fits"))))).Results).Record!.Id);
        }

        using var store = Open();
        Assert.Equal(2, Account(store).RecordCount);
        Assert.True(HasMail(store, "kept"));
        Assert.True(HasMail(store, "fits"));
    }

    [Fact]
    public async Task An_account_has_so_many_records_and_no_more()
    {
        using (var connection = StoreConnection.Open(_folder.Path))
        {
            connection.Execute(
                """
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < @most)
                INSERT INTO record (domain_id, name, type, text, time_to_live) SELECT 1, 'n' || n, 'TXT', 'x', 60 FROM number
                """,
                ("@most", RecordSetRules.MostInAccount - 1));
        }

        using var store = Open();
        var results = (await store.ChangeRecordsAsync(Account(store), Batch(Add(Mail("a")), Add(Mail("b")), Remove(1), Add(Mail("c")), Add(Mail("d"))))).Results;

        Assert.Equal([true, false, true, true, false], results.Select(result => result.Record is not null));
        Assert.Equal((FaultCode.TooManyRecords, 2), (results[1].Faults![0].Code, results[1].Faults![0].Ordinal));
        Assert.Equal(RecordSetRules.MostInAccount, Account(store).RecordCount);
        Assert.NotNull(Assert.Single((await store.ChangeRecordsAsync(store.Directory.FindByRegistrationId("bob-id")!, Batch(Add(Mail("a", domain: "bob.example"))))).Results).Record);
    }

    [Fact]
    public void A_sign_of_life_waits_for_no_more_than_one_commits_worth_of_records()
    {
        var queue = new StoreQueue();
        var account = new AccountEntry(1, null!);
        var big = Batch([.. Enumerable.Repeat(Add(Mail("a")), RecordBatch.MostChanges)]);
        for (var i = 0; i < 5; i++)
        {
            queue.Add(new RecordWish(account, big));
        }

        var small = Enumerable.Range(0, 3).Select(_ => new RecordWish(account, Batch(Add(Mail("a"))))).ToArray();
        Array.ForEach(small, queue.Add);
        var sign = new AccountChange(account, (state, _) => state);
        queue.Add(sign);

        var taken = queue.Take(TimeSpan.Zero)!;
        Assert.Equal((2, sign), (taken.Count, taken[0]));
        queue.Close();
        Assert.Throws<DNS4MeException>(() => queue.Add(sign));
        Assert.All(Enumerable.Range(0, 4), _ => Assert.Single(queue.Take(TimeSpan.Zero)!));
        Assert.Equal(small, queue.Take(TimeSpan.Zero));
        Assert.Null(queue.Take(TimeSpan.Zero));
    }

    [Fact]
    public void Records_of_a_store_of_the_first_form_are_kept_with_their_numbers()
    {
        using (var connection = StoreConnection.Open(_folder.Path))
        {
            connection.Execute(
                """
                DROP TABLE record;
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
                INSERT INTO record VALUES (7, 1, 'a', 'MX', NULL, NULL, 10, 'mail.example.com', NULL, 5);
                INSERT INTO record VALUES (9, 1, '', 'A', 'port:81', 'OfflinePage', NULL, NULL, NULL, 60);
                PRAGMA user_version = 1;
                """);
        }

        using var store = Open();
        using var reader = StoreConnection.Open(_folder.Path);
        Assert.Equal(9, RecordTable.LastId(reader));
        Assert.Equal(
            [
                new() { Id = 9, Domain = TestService.Domain, Name = "", Type = RecordType.A, OnlineTarget = HostTarget.ToPort(81), OfflineTarget = HostTarget.OfflinePage },
                new DomainRecord { Id = 7, Domain = TestService.Domain, Name = "a", Type = RecordType.MX, Priority = 10, MailServer = "mail.example.com", TimeToLive = 5 },
            ],
            RecordTable.From(reader, 1, null, null, null));
        Assert.True(HasMail(store, "a"));
    }

    [Fact]
    public void What_an_operator_adds_goes_by_the_same_rules()
    {
        using var operators = Administer();
        operators.AddRecords(TestService.Domain, [TestZones.Mail("a", 10, "mail.example.com")]);

        var fault = Assert.Throws<DNS4MeException>(() => operators.AddRecords(TestService.Domain, [TestZones.Mail("b", 10, "mail.example.com"), TestZones.Alias("a", "x.example.com")])).Fault;

        Assert.Equal((FaultCode.AliasConflict, 2), (fault.Code, fault.Ordinal));
        using var reader = StoreConnection.Open(_folder.Path);
        Assert.Equal(1, RecordTable.Count(reader, 1));
    }

    private static RecordBatch Batch(params RecordChange[] changes) => new() { Changes = changes };

    private static AccountEntry Account(ServiceStore store) => store.Directory.FindByRegistrationId("alice-id")!;

    private static DomainEntry Domain(ServiceStore store) => Account(store).Current.Domains[0];

    private static bool HasMail(ServiceStore store, string name)
        => Domain(store).Zone.TryFind(DNS4Me.Server.Dns.ZoneBuilder.RelativeName(name), out var node) && node.Find(DnsType.MX) is not null;

    private StoreAdministration Administer() => StoreAdministration.Open(_folder.Path, _time);

    private ServiceStore Open() => ServiceStore.Open(_folder.Path, _time, _log);
}
