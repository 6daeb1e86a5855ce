using System.Collections.Concurrent;

namespace DNS4Me.Server.Store;

/// <summary>Connections that read the store beside its writer. In WAL mode neither holds the other up.</summary>
internal sealed class StoreReaders : IDisposable
{
    private const int Most = 4;

    private readonly string _dataFolder;
    private readonly ConcurrentBag<StoreConnection> _idle = [];
    private readonly SemaphoreSlim _free = new(Most);

    public StoreReaders(string dataFolder) => _dataFolder = dataFolder;

    /// <summary>Reads as of one moment. The work must be short: while it lasts, the log of the writer cannot be put away.</summary>
    public async Task<T> ReadAsync<T>(Func<StoreConnection, T> work, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_idle.TryTake(out var connection))
            {
                connection = StoreConnection.OpenToRead(_dataFolder);
            }

            try
            {
                var result = connection.InSnapshot(() => work(connection));
                _idle.Add(connection);
                return result;
            }
            catch
            {
                // Whatever failed may have left it unfit.
                connection.Dispose();
                throw;
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        _free.Dispose();
    }
}
