namespace DNS4Me.Agent.Web;

/// <summary>What the web server has done since it was started.</summary>
internal sealed class WebCounters
{
    private long _requests;
    private long _bytes;
    private long _errors;
    private int _connections;
    private volatile Fault? _fault;

    /// <summary>How many requests were answered.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>How many bytes of bodies were sent.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How many answers failed.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>How many connections are open.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The last failure that was not foreseen; null when there was none.</summary>
    public Fault? Fault => _fault;

    /// <summary>Notes an answer.</summary>
    public void Answered(long bytes, bool failed)
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Add(ref _bytes, bytes);
        if (failed)
        {
            Interlocked.Increment(ref _errors);
        }
    }

    /// <summary>Notes that a connection was opened.</summary>
    public void Opened() => Interlocked.Increment(ref _connections);

    /// <summary>Notes that a connection was closed.</summary>
    public void Closed() => Interlocked.Decrement(ref _connections);

    /// <summary>Notes a failure that was not foreseen.</summary>
    public void Failed(Exception failure) => _fault = Faults.InternalError($"a web request ended in {failure.GetType().Name}: {failure.Message}");
}
