using DNS4Me.Agent.Web.Files;
using DNS4Me.Agent.Web.Http;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web;

/// <summary>The bytes that answer a request for a file: the file's own, or fewer in a coding.</summary>
/// <param name="File">The file that was asked for.</param>
/// <param name="Coding">In which coding the bytes are.</param>
/// <param name="ETag">The bytes' entity tag.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Body">The bytes; null when they are read from <paramref name="Handle"/>.</param>
/// <param name="Handle">The open file that has the bytes; null when they are in memory.</param>
/// <param name="Stamp">How the open file stood when its tag was made.</param>
internal readonly record struct Representation(SiteFile File, ContentCoding Coding, string ETag, long Length, byte[]? Body, SafeFileHandle? Handle, FileStamp Stamp)
{
    /// <summary>How long it is taken for granted that no compressed file lies beside a file, in milliseconds.</summary>
    private const long AloneFor = 1000;

    /// <summary>Chooses the bytes for a request.</summary>
    /// <param name="exchange">The request.</param>
    /// <param name="site">The site.</param>
    /// <param name="found">The file.</param>
    /// <param name="isPart">Whether a part is wanted: then nothing is compressed for it, whose bytes would be other ones the next time.</param>
    public static async ValueTask<Representation> ChooseAsync(WebExchange exchange, Site site, Found found, bool isPart)
    {
        var file = found.File!;
        var codings = exchange.FindCodings();
        if (file.IsCompressible && codings.First != ContentCoding.Identity)
        {
            if (Environment.TickCount64 >= file.AloneUntil)
            {
                if (await FindBesideAsync(site, file, codings.First, exchange.Gone).ConfigureAwait(false) is { } first)
                {
                    found.Handle?.Dispose();
                    return first;
                }

                if (codings.Second != ContentCoding.Identity && await FindBesideAsync(site, file, codings.Second, exchange.Gone).ConfigureAwait(false) is { } second)
                {
                    found.Handle?.Dispose();
                    return second;
                }

                if (codings.Second != ContentCoding.Identity)
                {
                    file.AloneUntil = Environment.TickCount64 + AloneFor;
                }
            }

            if (!isPart && file.Pack(codings.First, out var isNew) is { } packed)
            {
                if (isNew)
                {
                    site.Folder.Grown(file);
                }

                return new(file, codings.First, packed.ETag, packed.Body!.Length, packed.Body, null, file.Stamp);
            }
        }

        return new(file, ContentCoding.Identity, file.ETag, file.Stamp.Length, file.Body, found.Handle, file.Stamp);
    }

    /// <summary>The compressed file beside a file, if it is no older.</summary>
    private static async ValueTask<Representation?> FindBesideAsync(Site site, SiteFile file, ContentCoding coding, CancellationToken cancellation)
    {
        var beside = await site.Folder.FindAsync(file.Name + Compression.EndingOf(coding), cancellation).ConfigureAwait(false);
        if (beside is { Kind: FoundKind.File, File: { } found } && found.Stamp.Modified >= file.Stamp.Modified)
        {
            return new(file, coding, $"\"{file.Tag}-{found.Tag}\"", found.Stamp.Length, found.Body, beside.Handle, found.Stamp);
        }

        beside.Handle?.Dispose();
        return null;
    }
}
