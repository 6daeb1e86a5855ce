using System.Buffers;
using System.IO.Pipelines;
using DNS4Me.Local;

namespace DNS4Me.Agent.Rpc;

/// <summary>Reads lines of at most <see cref="AgentProtocol.LongestLine"/> octets. A last line without its line feed is not whole, and none.</summary>
internal sealed class LineReader(Stream stream)
{
    private const byte LineFeed = (byte)'\n';

    private readonly PipeReader _reader = PipeReader.Create(stream, new(leaveOpen: true, useZeroByteReads: true));

    /// <summary>Reads the next line.</summary>
    /// <returns>The line without its line feed; null at the end.</returns>
    /// <exception cref="InvalidDataException">The line is too long; there is no way to go on.</exception>
    public async Task<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        long searched = 0;
        while (true)
        {
            var read = await _reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (read.Buffer.Slice(searched).PositionOf(LineFeed) is { } end)
            {
                var line = read.Buffer.Slice(0, end);
                CheckLength(line.Length);
                var octets = line.ToArray();
                _reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return octets;
            }

            searched = read.Buffer.Length;
            CheckLength(searched);
            if (read.IsCompleted)
            {
                return null;
            }

            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static void CheckLength(long length)
    {
        if (length > AgentProtocol.LongestLine)
        {
            throw new InvalidDataException($"A line is longer than {AgentProtocol.LongestLine} octets.");
        }
    }
}
