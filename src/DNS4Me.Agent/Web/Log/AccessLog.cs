namespace DNS4Me.Agent.Web.Log;

/// <summary>
/// The log of requests. Whoever logs puts a line in memory and goes on; a thread of its own takes what has gathered to the disk. When the disk does not keep
/// up, lines are lost and counted, and the log says so.
/// </summary>
internal sealed class AccessLog : IDisposable
{
    /// <summary>How long lines gather, unless there are many.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    /// <summary>Lines gather in pieces of memory that are used again and again. One has room for the longest line, and is enough to be written at once.</summary>
    private const int PieceSize = 128 * 1024;
    private const int ShortLine = 8 * 1024;
    private const int StackSize = 256 * 1024;

    [ThreadStatic]
    private static byte[]? _line;

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly AccessFormat _format;
    private readonly LogFile _file;
    private readonly int _most;
    private readonly Thread _writer;
    private readonly Stack<Piece> _free = [];
    private List<Piece> _full = [];
    private List<Piece> _taken = [];
    private Piece _gathering = new();
    private int _count = 1;
    private long _lost;
    private bool _isEnding;
    private volatile Fault? _fault;

    /// <summary>Begins to log.</summary>
    /// <param name="folder">The folder of the logs.</param>
    /// <param name="format">The lines' form; there is no log of form None.</param>
    /// <param name="time">The calendar.</param>
    /// <param name="size">From which length on, in bytes, a new file is begun.</param>
    /// <param name="room">How many bytes may wait for the disk, about.</param>
    public AccessLog(string folder, WebLogFormat format, TimeProvider time, long size = WebLimits.LogSize, int room = WebLimits.UnwrittenLog)
    {
        (Format, _time, _most, _format) = (format, time, Math.Max(2, room / PieceSize), new(format));
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
            if (_gathering.Length + length > PieceSize && !TryGoOn())
            {
                _lost++;
                return;
            }

            // The first line is there, or the first of a new piece.
            if (_gathering.Length == 0)
            {
                Monitor.Pulse(_gate);
            }

            _gathering.Add(line.AsSpan(0, length));
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

    /// <summary>Goes on with another piece.</summary>
    /// <returns>False when there are as many as there may be.</returns>
    private bool TryGoOn()
    {
        if (!_free.TryPop(out var next))
        {
            if (_count == _most)
            {
                return false;
            }

            _count++;
            next = new();
        }

        _full.Add(_gathering);
        _gathering = next;
        return true;
    }

    private void Run()
    {
        using (_file)
        {
            while (Take(out var lost))
            {
                Tell(lost);
                foreach (var piece in _taken)
                {
                    Write(piece);
                }
            }
        }
    }

    /// <summary>Waits for lines and takes them.</summary>
    /// <param name="lost">How many were lost since the last time.</param>
    /// <returns>False when there will be none.</returns>
    private bool Take(out long lost)
    {
        lock (_gate)
        {
            foreach (var piece in _taken)
            {
                piece.Clear();
                _free.Push(piece);
            }

            _taken.Clear();
            while (_gathering.Length == 0 && _full.Count == 0 && !_isEnding)
            {
                Monitor.Wait(_gate);
            }

            if (_full.Count == 0 && !_isEnding)
            {
                Monitor.Wait(_gate, Gathering);
            }

            (_full, _taken) = (_taken, _full);
            (lost, _lost) = (_lost, 0);
            if (_gathering.Length > 0 && (_free.Count > 0 || _count < _most))
            {
                TryGoOn();
                _taken.AddRange(_full);
                _full.Clear();
            }

            return _taken.Count > 0 || lost > 0 || _gathering.Length > 0;
        }
    }

    /// <summary>Says in the log how many lines are missing.</summary>
    private void Tell(long lost)
    {
        if (lost > 0 && !TryAppend(AccessFormat.Gap(lost)))
        {
            Lose(lost);
        }
    }

    private void Write(Piece piece)
    {
        if (!TryAppend(piece.Text))
        {
            Lose(piece.Lines);
        }
    }

    private bool TryAppend(ReadOnlySpan<byte> text)
    {
        try
        {
            _file.Append(text, Head);
            _fault = null;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _fault = Faults.WebLogUnwritable(_file.Path, e.Message);
            return false;
        }
    }

    private void Lose(long lines)
    {
        lock (_gate)
        {
            // Those of an unwritable end would never be told: there is no next time.
            _lost += _isEnding ? 0 : lines;
        }
    }

    private byte[] Head() => _format.Head(_time.GetUtcNow());

    /// <summary>Lines in memory.</summary>
    private sealed class Piece
    {
        private readonly byte[] _bytes = new byte[PieceSize];

        public int Length { get; private set; }

        public int Lines { get; private set; }

        public ReadOnlySpan<byte> Text => _bytes.AsSpan(0, Length);

        public void Add(ReadOnlySpan<byte> line)
        {
            line.CopyTo(_bytes.AsSpan(Length));
            Length += line.Length;
            Lines++;
        }

        public void Clear() => (Length, Lines) = (0, 0);
    }
}
