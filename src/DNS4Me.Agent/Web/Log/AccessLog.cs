namespace DNS4Me.Agent.Web.Log;

/// <summary>
/// The log of requests. Whoever logs puts a line in memory and goes on; a thread of its own takes what has gathered to the disk. When the disk does not keep
/// up, lines are lost and counted, and the log says so.
/// </summary>
internal sealed class AccessLog : IDisposable
{
    /// <summary>How long lines gather, unless there are many.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private const int Many = 64 * 1024;
    private const int ShortLine = 8 * 1024;
    private const int StackSize = 256 * 1024;

    [ThreadStatic]
    private static byte[]? _line;

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly AccessFormat _format;
    private readonly LogFile _file;
    private readonly int _room;
    private readonly Thread _writer;
    private byte[] _gathered = new byte[Many];
    private byte[] _written = new byte[Many];
    private int _used;
    private int _lines;
    private long _lost;
    private bool _isEnding;
    private volatile Fault? _fault;

    /// <summary>Begins to log.</summary>
    /// <param name="folder">The folder of the logs.</param>
    /// <param name="format">The lines' form; there is no log of form None.</param>
    /// <param name="time">The calendar.</param>
    /// <param name="size">From which length on, in bytes, a new file is begun.</param>
    /// <param name="room">How many bytes may wait for the disk.</param>
    public AccessLog(string folder, WebLogFormat format, TimeProvider time, long size = WebLimits.LogSize, int room = WebLimits.UnwrittenLog)
    {
        (Format, _time, _room, _format) = (format, time, room, new(format));
        _file = new(Path.Combine(folder, _format.FileName), size, WebLimits.LogsKept);
        _writer = new(Run, StackSize) { IsBackground = true, Name = "Web log" };
        _writer.Start();
    }

    /// <summary>The lines' form.</summary>
    public WebLogFormat Format { get; }

    /// <summary>Why the log is not written; null when it is.</summary>
    public Fault? Fault => _fault;

    /// <summary>Logs a request, soon. It never waits for the disk.</summary>
    public void Add(in AccessEntry entry)
    {
        var most = AccessFormat.MostBytes(entry);
        var line = most <= ShortLine ? _line ??= new byte[ShortLine] : new byte[most];
        var length = _format.Write(line, entry);
        lock (_gate)
        {
            if (_used + length > _gathered.Length && !TryGrow(_used + length))
            {
                _lost++;
                return;
            }

            line.AsSpan(0, length).CopyTo(_gathered.AsSpan(_used));
            var before = _used;
            _used += length;
            _lines++;
            if (before == 0 || (before < Many && _used >= Many))
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Takes what has gathered to the disk, and ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isEnding = true;
            Monitor.Pulse(_gate);
        }

        _writer.Join(WebLimits.StopDeadline);
    }

    private bool TryGrow(int wanted)
    {
        if (wanted > _room)
        {
            return false;
        }

        Array.Resize(ref _gathered, Math.Min(_room, Math.Max(wanted, _gathered.Length * 2)));
        return true;
    }

    private void Run()
    {
        using (_file)
        {
            while (Take(out var length, out var lines, out var lost))
            {
                Write(_written.AsSpan(0, length), lines, lost);
            }
        }
    }

    /// <summary>Waits for lines and takes them.</summary>
    /// <returns>False when there will be none.</returns>
    private bool Take(out int length, out int lines, out long lost)
    {
        lock (_gate)
        {
            while (_used == 0 && !_isEnding)
            {
                Monitor.Wait(_gate);
            }

            if (_used < Many && !_isEnding)
            {
                Monitor.Wait(_gate, Gathering);
            }

            (length, lines, lost) = (_used, _lines, _lost);
            (_gathered, _written) = (_written, _gathered);
            (_used, _lines, _lost) = (0, 0, 0);
            if (_gathered.Length > Many && length <= Many)
            {
                _gathered = new byte[Many];
            }

            return length > 0 || lost > 0;
        }
    }

    private void Write(ReadOnlySpan<byte> text, int lines, long lost)
    {
        try
        {
            if (lost > 0)
            {
                _file.Append(AccessFormat.Gap(lost), Head);
                lost = 0;
            }

            _file.Append(text, Head);
            _fault = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault = Faults.WebLogUnwritable(_file.Path, e.Message);
            lock (_gate)
            {
                // Those of an unwritable end would never be told: there is no next time.
                _lost += _isEnding ? 0 : lost + lines;
            }
        }
    }

    private byte[] Head() => _format.Head(_time.GetUtcNow());
}
