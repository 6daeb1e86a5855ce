using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Tests.Store;

/// <summary>A store that takes no more, as on a full disk (SQLITE_FULL).</summary>
public sealed class FullStoreTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SteppingTime _time = new();
    private readonly ListLoggerFactory _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_that_does_not_fit_is_refused_whole_and_what_was_acknowledged_stays()
    {
        using (var operators = StoreAdministration.Open(_folder.Path, _time))
        {
            operators.AddAccount("alice@example.com", "", AccountKind.Trial, [], new([], []), "alice-id");
            operators.AddAccount("bob@example.com", "", AccountKind.Trial, [], new([], []), "bob-id");
        }

        using (var connection = StoreConnection.Open(_folder.Path))
        {
            connection.Execute($"PRAGMA max_page_count = {connection.Scalar("PRAGMA page_count")}");
            var (directory, clock, loader) = (new ServiceDirectory(), new ServiceClock(_time, TimeSpan.Zero), new StoreLoader(connection));
            loader.LoadAll(directory);
            var (alice, bob) = (directory.FindByRegistrationId("alice-id")!, directory.FindByRegistrationId("bob-id")!);
            using var writer = new StoreWriter(connection, loader, directory, clock, _log);

            await writer.ChangeAsync(alice, (state, _) => state with { Name = "Alice" });
            var before = alice.Current;
            using var hold = new ManualResetEventSlim();
            var tooLong = writer.ChangeAsync(alice, (state, _) =>
            {
                hold.Wait(TestTime.Deadline);
                return state with { Name = new string('x', 100_000) };
            });
            hold.Set();

            var fault = (await Assert.ThrowsAsync<DNS4MeException>(() => tooLong)).Fault;
            Assert.Equal((FaultCode.ServiceFailed, true), (fault.Code, fault.IsTransient));
            Assert.Same(before, alice.Current);
            Assert.Single(_log.Errors);

            // It goes on: what fits is taken.
            await writer.ChangeAsync(bob, (state, _) => state with { Name = "Bob" });
        }

        using var store = ServiceStore.Open(_folder.Path, _time, _log);
        Assert.Equal(("Alice", "Bob"), (store.Directory.FindByRegistrationId("alice-id")!.Current.Name, store.Directory.FindByRegistrationId("bob-id")!.Current.Name));
    }

    [Fact]
    public async Task A_store_that_is_held_by_another_writer_too_long_gives_an_error_and_changes_nothing()
    {
        using (var operators = StoreAdministration.Open(_folder.Path, _time))
        {
            operators.AddAccount("alice@example.com", "", AccountKind.Trial, [], new([], []), "alice-id");
        }

        using var store = ServiceStore.Open(_folder.Path, _time, _log);
        var alice = store.Directory.FindByRegistrationId("alice-id")!;
        using (var other = StoreConnection.Open(_folder.Path))
        {
            other.Execute("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<DNS4MeException>(() => store.ChangeAsync(alice, (state, _) => state with { Name = "Alice" }));
            Assert.Equal("", alice.Current.Name);

            // Signs of life could not be stored either, so no lease ends.
            var halted = store.Clock.Service;
            _time.Advance(TimeSpan.FromHours(1));
            Assert.Equal(halted, store.Clock.Service);
        }

        Assert.Equal("Alice", (await store.ChangeAsync(alice, (state, _) => state with { Name = "Alice" })).Name);
        var before = store.Clock.Service;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(before + TimeSpan.FromSeconds(1), store.Clock.Service);
    }
}
