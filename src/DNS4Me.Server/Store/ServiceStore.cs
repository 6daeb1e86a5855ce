using DNS4Me.Server.Presence;
using DNS4Me.Server.State;
using DNS4Me.Service;

namespace DNS4Me.Server.Store;

/// <summary>The service's state: in memory to read, in SQLite as the truth. One process at a time has a data folder open this way.</summary>
public sealed class ServiceStore : IDisposable
{
    private const string LockName = "server.lock";
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockLinux = 11;
    private const int WouldBlockMac = 35;
    private readonly FileStream _lock;
    private readonly StoreConnection _connection;
    private readonly StoreReaders _readers;
    private readonly StoreWriter _writer;

    private ServiceStore(string dataFolder, FileStream folderLock, StoreConnection connection, TimeProvider time, ILogger log)
    {
        _lock = folderLock;
        _readers = new(dataFolder);
        _connection = connection;
        Clock = new(time, ClockTable.Read(connection));
        var loader = new StoreLoader(connection);
        loader.LoadAll(Directory);
        _writer = new(connection, loader, Directory, Clock, log);
    }

    /// <summary>Every account and domain.</summary>
    public ServiceDirectory Directory { get; } = new();

    /// <summary>The clock that leases are measured by.</summary>
    public ServiceClock Clock { get; }

    /// <summary>Opens the store of a data folder and loads it.</summary>
    /// <exception cref="DNS4MeException">Another server has it open, or it was written by a newer program.</exception>
    public static ServiceStore Open(string dataFolder, TimeProvider time, ILogger log)
    {
        PrivateFiles.CreateFolder(dataFolder);
        var folderLock = Lock(dataFolder);
        StoreConnection? connection = null;
        try
        {
            connection = StoreConnection.Open(dataFolder);
            return new(dataFolder, folderLock, connection, time, log);
        }
        catch
        {
            connection?.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    /// <summary>Changes an account: decides on the writer's thread, commits, shows the new state to all readers, and only then ends.</summary>
    /// <param name="account">The account.</param>
    /// <param name="decide">Gives the new state of the old one, or refuses with a <see cref="DNS4MeException"/>. It may run beside others' changes and must not wait.</param>
    /// <returns>The state after the change.</returns>
    /// <exception cref="DNS4MeException">The refusal; or the change could not be stored, and then nothing was changed.</exception>
    public async Task<AccountState> ChangeAsync(AccountEntry account, Func<AccountState, ServiceMoment, AccountState> decide)
        => (await _writer.ChangeAsync(account, decide).ConfigureAwait(false))!;

    /// <summary>Changes an account's records, as <see cref="ChangeAsync"/> changes the account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="batch">The changes; each stands or falls by itself, unless the batch says otherwise.</param>
    /// <returns>What became of each.</returns>
    /// <exception cref="DNS4MeException">The changes could not be stored, and then nothing was changed.</exception>
    public Task<RecordBatchResult> ChangeRecordsAsync(AccountEntry account, RecordBatch batch) => _writer.ChangeRecordsAsync(account, batch);

    /// <summary>Reads what is stored and not held in memory, beside the writer and as of one moment.</summary>
    /// <param name="read">The reading; it must be short.</param>
    /// <param name="cancellation">Ends the wait for a free connection.</param>
    internal Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancellation) => _readers.ReadAsync(read, cancellation);

    /// <summary>Reads now what other processes changed, instead of a moment later.</summary>
    public Task LookAsync() => _writer.ChangeAsync(null, (state, _) => state);

    /// <summary>Finishes what is under way, stores the clock and closes.</summary>
    public void Dispose()
    {
        _writer.Dispose();
        _readers.Dispose();
        _connection.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string dataFolder)
    {
        try
        {
            return PrivateFiles.Open(Path.Combine(dataFolder, LockName), FileShare.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new DNS4MeException(ServerFaults.FolderInUse(dataFolder), e);
        }
    }

    /// <summary>A read-only or full disk is an <see cref="IOException"/> too, and no sign of another server.</summary>
    private static bool IsHeld(IOException e) => OperatingSystem.IsWindows()
        ? e.HResult == SharingViolation
        : e.HResult is WouldBlockLinux or WouldBlockMac;
}
