using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Store;

/// <summary>
/// An open connection to the store, with its statements kept prepared. Of one thread at a time. WAL lets readers and the other
/// processes' commands work beside the writer; synchronous=FULL makes a commit durable before it returns.
/// </summary>
internal sealed class StoreConnection : IDisposable
{
    /// <summary>The store's file within the data folder.</summary>
    public const string FileName = "dns4me.db";

    /// <summary>How long a statement waits for another process's transaction, in seconds.</summary>
    private const int BusySeconds = 5;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    private StoreConnection(SqliteConnection connection) => _connection = connection;

    /// <summary>Opens the store in a folder, makes it if there is none, and brings its form up to date.</summary>
    /// <exception cref="SqliteException">The file cannot be opened, or is not a store.</exception>
    /// <exception cref="DNS4MeException">The store was written by a newer program.</exception>
    public static StoreConnection Open(string dataFolder)
    {
        PrivateFiles.CreateFolder(dataFolder);
        var path = Path.Combine(dataFolder, FileName);

        // SQLite would make it by the process's mask; its other files take the mode of this one.
        PrivateFiles.Open(path, FileShare.ReadWrite | FileShare.Delete).Dispose();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            DefaultTimeout = BusySeconds,
            ForeignKeys = true,
            Pooling = false,
        }.ToString());
        var opened = new StoreConnection(connection);
        try
        {
            connection.Open();
            opened.Execute("PRAGMA journal_mode = WAL");
            opened.Execute("PRAGMA synchronous = FULL");
            Migrations.Apply(opened, path);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Opens the store in a folder to read beside the writer, whom it does not hold up. It must be open for writing already.</summary>
    /// <exception cref="SqliteException">The file cannot be opened.</exception>
    public static StoreConnection OpenToRead(string dataFolder)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(dataFolder, FileName),
            DefaultTimeout = BusySeconds,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            return new(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs a statement.</summary>
    public void Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        => Prepare(sql, parameters).ExecuteNonQuery();

    /// <summary>Runs a statement that gives one number.</summary>
    public long Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        => (long)Prepare(sql, parameters).ExecuteScalar()!;

    /// <summary>Runs a query and reads every row.</summary>
    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Prepare(sql, parameters).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Runs a query and reads its rows as they are asked for. It must not be run again before the last.</summary>
    public IEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = Prepare(sql, parameters);
        return Rows();

        IEnumerable<T> Rows()
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                yield return read(reader);
            }
        }
    }

    /// <summary>Reads several things as of one moment.</summary>
    public T InSnapshot<T>(Func<T> work) => InTransaction("BEGIN", work);

    /// <summary>Does work in one transaction: all of it is committed, or none.</summary>
    public T InTransaction<T>(Func<T> work) => InTransaction("BEGIN IMMEDIATE", work);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    private T InTransaction<T>(string begin, Func<T> work)
    {
        Execute(begin);
        try
        {
            var result = work();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>SQLite ends the transaction itself after some errors, such as a full disk; ending it twice would be another error.</summary>
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle!) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = sql;
            _commands[sql] = command;
        }

        command.Parameters.Clear();
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
