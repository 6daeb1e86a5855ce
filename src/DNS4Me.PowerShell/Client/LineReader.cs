using System.Text;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Client;

/// <summary>Reads lines of UTF-8 of at most <see cref="AgentProtocol.LongestLine"/> bytes.</summary>
internal sealed class LineReader(Stream stream)
{
    private const byte LineFeed = (byte)'\n';

    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Reads the next line.</summary>
    /// <returns>The line without its end; null when the other end closed before it was whole.</returns>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        var searched = _start;
        while (true)
        {
            var end = Array.IndexOf(_buffer, LineFeed, searched, _end - searched);
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, end - _start);
                _start = end + 1;
                return line;
            }

            MakeRoom();
            searched = _end;
            var read = await stream.ReadAsync(_buffer, _end, _buffer.Length - _end, cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            _end += read;
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _end - _start);
            (_start, _end) = (0, _end - _start);
        }

        if (_end > AgentProtocol.LongestLine)
        {
            throw new InvalidDataException(Words.TooLong(AgentProtocol.LongestLine));
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }
}
