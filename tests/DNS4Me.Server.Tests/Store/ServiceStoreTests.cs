using System.Net;
using System.Runtime.Versioning;
using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;
using DNS4Me.Service;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using static DNS4Me.Server.Tests.Support.TestTime;

namespace DNS4Me.Server.Tests.Store;

public sealed class ServiceStoreTests : IDisposable
{
    private static readonly ServiceNames Names = new(["dns4me.test"], ["ns1.dns4me.test"]);
    private readonly TestFolder _folder = new();
    private readonly SteppingTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_acknowledged_is_in_the_store_and_in_memory()
    {
        var id = AddAccount("alice", "alice.dns4me.test");
        var changed = new AccountSettings { Online = new() { Timeout = TimeSpan.Zero, WebRedirect = WebRedirect.Port }, Offline = new() { Behavior = OfflineBehavior.KeepAddress } };
        using (var store = Open())
        {
            var account = store.Directory.FindByRegistrationId(id)!;
            var state = await store.ChangeAsync(account, (state, moment) => state with
            {
                Name = "Alice",
                Settings = changed,
                Presence = PresenceRules.GoOnline(state.Presence, Request("a"), IPAddress.Loopback, moment.Service),
            });
            Assert.Same(state, account.Current);

            // Another connection sees it: it is committed, not only held.
            using var reader = StoreConnection.Open(_folder.Path);
            Assert.Equal(("Alice", 1L), (AccountTable.Find(reader, account.Id)!.Value.State.Name, AccountTable.Find(reader, account.Id)!.Value.State.Presence.Epoch));
        }

        using var again = Open();
        var loaded = again.Directory.FindByRegistrationId(id)!.Current;
        Assert.Equal(("Alice", changed, 1, "a"), (loaded.Name, loaded.Settings, loaded.Presence.Epoch, loaded.Presence.InstanceId));
        Assert.Equal("alice.dns4me.test.", Assert.Single(loaded.Domains).Name.ToString());
    }

    [Fact]
    public async Task Every_lease_survives_a_restart()
    {
        var id = AddAccount("alice");
        var six = IPAddress.Parse("2001:db8::7");
        PresenceState presence;
        using (var store = Open())
        {
            var account = store.Directory.FindByRegistrationId(id)!;
            await store.ChangeAsync(account, (state, moment) => state with { Presence = PresenceRules.GoOnline(state.Presence, Request("a"), IPAddress.Loopback, moment.Service) });
            presence = (await store.ChangeAsync(account, (state, moment) => state with { Presence = PresenceRules.KeepAlive(state.Presence, 1, six, TimeSpan.Zero, moment.Service) })).Presence;
        }

        using var again = Open();
        Assert.Equal(presence, again.Directory.FindByRegistrationId(id)!.Current.Presence);
        Assert.Null(presence.Ends);
    }

    [Fact]
    public async Task A_refusal_leaves_the_other_changes_of_its_batch()
    {
        var ids = Enumerable.Range(0, 20).Select(i => AddAccount($"user{i}")).ToArray();
        using var store = Open();
        using var hold = new ManualResetEventSlim();

        // While the writer is held, the rest gathers in one batch.
        var first = store.ChangeAsync(Account(store, ids[0]), (state, _) =>
        {
            hold.Wait(Deadline);
            return state with { Name = "first" };
        });
        var rest = ids.Skip(1).Select((id, i) => store.ChangeAsync(Account(store, id), (state, _) => i % 2 == 0
            ? state with { Name = "changed" }
            : throw (i % 4 == 1 ? new DNS4MeException(Faults.NotOnline()) : new FormatException("a fault in a rule")))).ToArray();
        hold.Set();
        await first;

        for (var i = 0; i < rest.Length; i++)
        {
            var change = rest[i];
            if (i % 2 == 0)
            {
                Assert.Equal("changed", (await change).Name);
            }
            else if (i % 4 == 1)
            {
                Assert.Equal(FaultCode.NotOnline, (await Assert.ThrowsAsync<DNS4MeException>(() => change)).Fault.Code);
            }
            else
            {
                await Assert.ThrowsAsync<FormatException>(() => change);
            }

            Assert.Equal(i % 2 == 0 ? "changed" : "", Account(store, ids[i + 1]).Current.Name);
        }
    }

    [Fact]
    public async Task Changes_of_one_account_in_a_batch_build_on_each_other()
    {
        var id = AddAccount("alice");
        using (var store = Open())
        {
            var account = Account(store, id);
            await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => store.ChangeAsync(account, (state, _) => state with { Name = state.Name + "x" })));
        }

        using var again = Open();
        Assert.Equal(500, Account(again, id).Current.Name.Length);
    }

    [Fact]
    public async Task A_change_after_the_end_is_refused_as_passing()
    {
        var id = AddAccount("alice");
        var store = Open();
        var account = Account(store, id);
        store.Dispose();

        var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => store.ChangeAsync(account, (state, _) => state with { Name = "late" }))).Fault;
        Assert.True(fault.IsTransient);
        using var again = Open();
        Assert.Equal("", Account(again, id).Current.Name);
    }

    [Fact]
    public void The_clock_goes_on_after_a_restart_without_the_time_between()
    {
        AddAccount("alice");
        using (Open())
        {
            _time.Advance(Seconds(100));
        }

        _time.Advance(TimeSpan.FromDays(1));
        using var again = Open();
        Assert.Equal(Seconds(100), again.Clock.Service);
    }

    [Fact]
    public void A_second_server_on_the_folder_is_refused()
    {
        using var first = Open();
        var fault = Assert.Throws<DNS4MeException>(() => Open()).Fault;

        Assert.Equal((FaultCode.SettingsUnwritable, _folder.Path), (fault.Code, fault.Target));
        Assert.Contains("Another server", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_operator_adds_beside_a_running_server_is_noticed()
    {
        AddAccount("alice", "alice.dns4me.test");
        using var store = Open();
        await store.ChangeAsync(Account(store, "alice-id"), (state, moment) => state with { Presence = PresenceRules.GoOnline(state.Presence, Request("a"), IPAddress.Loopback, moment.Service) });

        AddAccount("bob", "bob.dns4me.test");
        using (var operators = StoreAdministration.Open(_folder.Path, _time))
        {
            operators.AddDomain("alice.example", "ALICE@example.com", Names);
        }

        await Eventually.IsTrueAsync(() => store.Directory.FindByRegistrationId("bob-id") is not null, "the writer looks by itself");
        await store.LookAsync();
        var alice = Account(store, "alice-id").Current;
        Assert.Equal(["alice.dns4me.test.", "alice.example."], alice.Domains.Select(domain => domain.Name.ToString()));
        Assert.Equal(1, alice.Presence.Epoch);
        Assert.True(store.Directory.TryFind(DNS4Me.Dns.DnsName.Parse("alice.example").Wire, out var domain));
        Assert.Same(Account(store, "alice-id"), domain.Account);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void The_files_are_the_owners_alone_even_in_an_open_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0b111_101_101);
        AddAccount("alice");
        using var store = Open();

        Assert.Contains(_folder.File(StoreConnection.FileName), Directory.GetFiles(_folder.Path));
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_new_data_folder_is_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        var folder = _folder.File("new");
        using var store = ServiceStore.Open(folder, _time, NullLogger.Instance);

        Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder));
    }

    [Fact]
    public void A_newer_store_is_refused_and_left_as_it_is()
    {
        AddAccount("alice");
        SetVersion(Migrations.Latest + 1);
        var before = File.ReadAllBytes(_folder.File(StoreConnection.FileName));

        Assert.Equal(FaultCode.SettingsUnreadable, Assert.Throws<DNS4MeException>(() => Open()).Fault.Code);
        Assert.Equal(FaultCode.SettingsUnreadable, Assert.Throws<DNS4MeException>(() => StoreAdministration.Open(_folder.Path, _time)).Fault.Code);

        Assert.Equal(before, File.ReadAllBytes(_folder.File(StoreConnection.FileName)));
        SetVersion(Migrations.Latest);
        using var store = Open();
        Assert.NotNull(store.Directory.FindByRegistrationId("alice-id"));
    }

    [Fact]
    public async Task Two_processes_that_migrate_at_once_do_it_once()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => StoreConnection.Open(_folder.Path))));

        Assert.All(opened, store => Assert.Equal(Migrations.Latest, store.Scalar("PRAGMA user_version")));
        Array.ForEach(opened, store => store.Dispose());
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused_and_left_as_it_is()
    {
        var path = _folder.File(StoreConnection.FileName);
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("this is not a store\n", 200)));
        var before = File.ReadAllBytes(path);

        Assert.Throws<SqliteException>(() => Open());
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private static AccountEntry Account(ServiceStore store, string registrationId) => store.Directory.FindByRegistrationId(registrationId)!;

    private static OnlineRequest Request(string instance) => new() { InstanceId = instance, Machine = "box", Settings = TestService.Settings() };

    private ServiceStore Open() => ServiceStore.Open(_folder.Path, _time, NullLogger.Instance);

    private string AddAccount(string name, params string[] domains)
    {
        using var store = StoreAdministration.Open(_folder.Path, _time);
        return store.AddAccount(name + "@example.com", "", AccountKind.Registered, domains, Names, name + "-id");
    }

    private void SetVersion(int version)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(StoreConnection.FileName)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA user_version = {version}";
        command.ExecuteNonQuery();
    }
}
