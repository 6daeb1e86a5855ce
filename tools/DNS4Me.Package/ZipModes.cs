using System.IO.Compression;

namespace DNS4Me.Package;

/// <summary>Unix modes in zip files: the upper half of an entry's external attributes, with the kind of file above them (APPNOTE.TXT 4.4.15, Info-ZIP's use of it).</summary>
internal static class ZipModes
{
    private const int RegularFile = 0x8000;

    public static void Set(ZipArchiveEntry entry, UnixFileMode mode) => entry.ExternalAttributes = (RegularFile | (int)mode) << 16;

    public static UnixFileMode Get(ZipArchiveEntry entry) => (UnixFileMode)((entry.ExternalAttributes >> 16) & 0xFFF);
}
