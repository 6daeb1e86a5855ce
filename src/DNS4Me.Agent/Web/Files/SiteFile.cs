using System.Globalization;
using System.Security.Cryptography;
using System.Text.Unicode;
using DNS4Me.Agent.Web.Http;

namespace DNS4Me.Agent.Web.Files;

/// <summary>A file of a site as it stood at its stamp, with what is said of it in answers.</summary>
internal sealed class SiteFile
{
    private const int TagLength = 8;

    /// <summary>What one costs in memory beside its contents, about.</summary>
    private const int Overhead = 1024;

    private Packed?[] _packed = [];

    /// <param name="path">Where it is.</param>
    /// <param name="name">Its name within the site.</param>
    /// <param name="stamp">How it stood when it was read.</param>
    /// <param name="body">Its contents; null when they are too long to be kept.</param>
    public SiteFile(DiskPath path, string name, FileStamp stamp, byte[]? body)
    {
        (Path, Name, Stamp, Body) = (path, name, stamp, body);
        IsYoung = stamp.IsYoung;
        var type = WebContentType.Of(name);
        IsCompressible = type.IsCompressible;

        // Old pages say themselves that they are in another encoding; what is said here would win over that.
        ContentType = type.IsText && (body is null || Utf8.IsValid(body)) ? type.NameWithUtf8 : type.Name;
        Tag = MakeTag(stamp);
        ETag = $"\"{Tag}\"";
        var modified = stamp.ModifiedAt;
        Modified = modified.AddTicks(-(modified.Ticks % TimeSpan.TicksPerSecond));

        // RFC 9110, section 8.8.2.1: never a date that is still to come.
        LastModified = Modified > DateTimeOffset.UtcNow ? null : Modified.ToString("r", CultureInfo.InvariantCulture);
    }

    /// <summary>Where it is.</summary>
    public DiskPath Path { get; }

    /// <summary>Its name within the site: decoded, with a leading slash.</summary>
    public string Name { get; }

    /// <summary>How it stood when it was read.</summary>
    public FileStamp Stamp { get; }

    /// <summary>Its contents; null when they are too long to be kept.</summary>
    public byte[]? Body { get; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>Whether its type is one that compresses well.</summary>
    public bool IsCompressible { get; }

    /// <summary>What its entity tags are made of.</summary>
    public string Tag { get; }

    /// <summary>The strong entity tag of the file as it is.</summary>
    public string ETag { get; }

    /// <summary>When its contents were changed, in whole seconds.</summary>
    public DateTimeOffset Modified { get; }

    /// <summary>The same as a header field; null when it lies in the future.</summary>
    public string? LastModified { get; }

    /// <summary>Whether it was read so soon after a change that it is read again before long.</summary>
    public bool IsYoung { get; }

    /// <summary>When it was last found to lie within the site's folder (<see cref="Environment.TickCount64"/>).</summary>
    public long VerifiedAt { get; set; } = Environment.TickCount64;

    /// <summary>When its stamp was last looked at (<see cref="System.Diagnostics.Stopwatch"/>).</summary>
    public long LookedAt { get; set; }

    /// <summary>When it was last asked for.</summary>
    public long UsedAt { get; set; } = Environment.TickCount64;

    /// <summary>Until when it is taken for granted that no compressed file lies beside it.</summary>
    public long AloneUntil { get; set; }

    /// <summary>How much memory it takes, about, in bytes.</summary>
    public long Cost => Overhead + (Body?.Length ?? 0) + _packed.Sum(packed => packed?.Body?.Length ?? 0);

    /// <summary>Its contents compressed, which is done once.</summary>
    /// <returns>Null when that is not worth it.</returns>
    public Packed? Pack(ContentCoding coding, out bool isNew)
    {
        isNew = false;
        if (Body is null || Body.Length < WebLimits.WorthCompressing)
        {
            return null;
        }

        var packed = _packed;
        if (packed.Length > (int)coding && packed[(int)coding] is { } known)
        {
            return known.Body is null ? null : known;
        }

        // Two that do this at once do the same; the one that is forgotten is made again when it is asked for.
        isNew = true;
        var made = new Packed(Compression.Compress(Body, coding), $"\"{Tag}-{Compression.NameOf(coding)}\"");
        var copy = new Packed?[(int)ContentCoding.Brotli + 1];
        packed.CopyTo(copy, 0);
        copy[(int)coding] = made;
        _packed = copy;
        return made.Body is null ? null : made;
    }

    /// <summary>A tag that differs whenever the stamp does, and tells nothing of the disk.</summary>
    private static string MakeTag(FileStamp stamp)
    {
        Span<long> parts = [(long)stamp.Inode, stamp.Length, stamp.Modified, stamp.Changed];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parts), hash);
        return Convert.ToHexStringLower(hash[..TagLength]);
    }
}

/// <summary>A file's contents compressed.</summary>
/// <param name="Body">The bytes; null when they are hardly fewer than the file's.</param>
/// <param name="ETag">Their strong entity tag.</param>
internal sealed record Packed(byte[]? Body, string ETag);
