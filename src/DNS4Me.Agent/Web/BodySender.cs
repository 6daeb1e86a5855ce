using DNS4Me.Agent.Web.Files;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web;

/// <summary>Sends the bytes of an open file that may change meanwhile.</summary>
internal static class BodySender
{
    /// <summary>Sends bytes from memory, and no more of them at once than the connection takes.</summary>
    /// <param name="exchange">The answer, whose head is set.</param>
    /// <param name="body">The bytes.</param>
    public static async Task SendAsync(WebExchange exchange, ReadOnlyMemory<byte> body)
    {
        var gone = exchange.Gone;
        await exchange.Body.StartAsync(gone).ConfigureAwait(false);
        var writer = exchange.Body.Writer;
        while (body.Length > 0)
        {
            var piece = body[..Math.Min(WebLimits.ReadSize, body.Length)];
            piece.Span.CopyTo(writer.GetSpan(piece.Length));
            writer.Advance(piece.Length);
            body = body[piece.Length..];
            if ((await writer.FlushAsync(gone).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }

            exchange.Sent += piece.Length;
        }
    }

    /// <summary>Sends a part of a file.</summary>
    /// <remarks>
    /// Each piece is read, then the file is looked at: if it still stands as it did, the piece is of the contents that were promised in the head, and is sent.
    /// A file that was replaced by another one, or removed, still has its contents for whoever has it open.
    /// </remarks>
    /// <param name="exchange">The answer, whose head is set.</param>
    /// <param name="handle">The file.</param>
    /// <param name="stamp">How the file stood when the head was made.</param>
    /// <param name="start">The first byte to send.</param>
    /// <param name="length">How many.</param>
    public static async Task SendAsync(WebExchange exchange, SafeFileHandle handle, FileStamp stamp, long start, long length)
    {
        var gone = exchange.Gone;
        await exchange.Body.StartAsync(gone).ConfigureAwait(false);
        var writer = exchange.Body.Writer;
        while (length > 0)
        {
            var piece = writer.GetMemory((int)Math.Min(WebLimits.ReadSize, length));
            var read = RandomAccess.Read(handle, piece.Span[..(int)Math.Min(piece.Length, length)], start);
            if (read == 0 || !Disk.Look(handle).HasContentsOf(stamp))
            {
                exchange.BreakOff();
                return;
            }

            writer.Advance(read);
            start += read;
            length -= read;
            if ((await writer.FlushAsync(gone).ConfigureAwait(false)).IsCompleted)
            {
                return;
            }

            exchange.Sent += read;
        }
    }
}
