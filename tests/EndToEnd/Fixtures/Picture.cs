using System.Buffers.Binary;
using System.IO.Compression;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A PNG file (RFC 2083): its size, and whether anything is on it.</summary>
internal sealed record Picture((int Width, int Height) Size, bool IsDrawn)
{
    private const int SignatureLength = 8;
    private const int ChunkOverhead = 12;

    public static Picture Read(string path)
    {
        var file = File.ReadAllBytes(path);
        var size = (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)));
        using var data = new MemoryStream();
        for (var at = SignatureLength; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(file, at + 8, length);
            }

            at += length + ChunkOverhead;
        }

        data.Position = 0;
        using var rows = new ZLibStream(data, CompressionMode.Decompress);
        using var octets = new MemoryStream();
        rows.CopyTo(octets);

        // A page of one colour is filtered into rows of very few different octets; text and a frame are not.
        return new(size, octets.ToArray().Distinct().Count() > 32);
    }
}
