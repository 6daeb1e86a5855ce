using System.Buffers;
using System.IO.Compression;

namespace DNS4Me.Agent.Web.Http;

/// <summary>Bodies in fewer bytes.</summary>
internal static class Compression
{
    /// <summary>Close to the best in a twentieth of its time; a file is compressed once, but a visitor waits for it.</summary>
    private const int BrotliQuality = 5;
    private const int BrotliWindow = 22;

    /// <summary>The coding's name in header fields.</summary>
    public static string NameOf(ContentCoding coding) => coding == ContentCoding.Brotli ? "br" : "gzip";

    /// <summary>What a file's compressed sibling has at the end of its name.</summary>
    public static string EndingOf(ContentCoding coding) => coding == ContentCoding.Brotli ? ".br" : ".gz";

    /// <summary>Compresses a body.</summary>
    /// <returns>Null when that saves less than a tenth.</returns>
    public static byte[]? Compress(byte[] body, ContentCoding coding)
    {
        var worthwhile = body.Length - (body.Length / 10);
        var buffer = ArrayPool<byte>.Shared.Rent(worthwhile);
        try
        {
            int length;
            if (coding == ContentCoding.Brotli)
            {
                if (!BrotliEncoder.TryCompress(body, buffer.AsSpan(0, worthwhile), out length, BrotliQuality, BrotliWindow))
                {
                    return null;
                }
            }
            else
            {
                using var target = new MemoryStream(buffer.Length);
                using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
                {
                    gzip.Write(body);
                }

                return target.Length <= worthwhile ? target.ToArray() : null;
            }

            return buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
