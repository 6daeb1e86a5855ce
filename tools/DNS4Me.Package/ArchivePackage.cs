using System.Formats.Tar;
using System.IO.Compression;

namespace DNS4Me.Package;

/// <summary>An archive for a system: the module with the system's agent, and the script that installs them; as a zip and as a tar.gz, since not every machine opens both.</summary>
internal sealed class ArchivePackage(Workshop workshop, Programs programs) : IPackage
{
    /// <summary>The module's folder in the archive.</summary>
    public const string ModuleFolder = "DNS4Me";

    /// <summary>The file that the script checks the others by.</summary>
    public const string ChecksumFile = "SHA256SUMS";

    /// <summary>How a zip file's name ends.</summary>
    public const string Zip = ".zip";

    /// <summary>How a packed tar file's name ends.</summary>
    public const string Tar = ".tar.gz";

    private const string Script = "Install-DNS4Me.ps1";

    /// <summary>The name of an archive, and of the one folder in it.</summary>
    public static string NameOf(Target target) => $"DNS4Me-{Workshop.Version}-{target.Name}";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<Target> targets)
    {
        var made = new List<string>();
        foreach (var target in targets)
        {
            var files = new FileTree()
                .AddTree(ModuleFolder, await programs.ModuleAsync([target]))
                .AddText(Script, workshop.Read($"script/{Script}"));
            files.AddText(ChecksumFile, files.Checksums());
            var named = new FileTree().AddTree(NameOf(target), files);
            var path = Path.Combine(workshop.Packages, NameOf(target));
            WriteZip(path + Zip, named);
            WriteTar(path + Tar, named);
            made.AddRange([path + Zip, path + Tar]);
        }

        return made;
    }

    private void WriteZip(string path, FileTree files)
    {
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var file in files.Files)
        {
            var entry = archive.CreateEntry(file.Path, CompressionLevel.Optimal);
            entry.LastWriteTime = workshop.Date;
            ZipModes.Set(entry, file.Mode);
            using var content = file.Open();
            using var copy = entry.Open();
            content.CopyTo(copy);
        }
    }

    private void WriteTar(string path, FileTree files)
    {
        using var packed = new GZipStream(File.Create(path), CompressionLevel.Optimal);
        using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        foreach (var folder in files.Files.SelectMany(file => Parents(file.Path)).Distinct().Order(StringComparer.Ordinal))
        {
            archive.WriteEntry(new UstarTarEntry(TarEntryType.Directory, folder + "/") { Mode = new PackageFile("") { IsProgram = true }.Mode, ModificationTime = workshop.Date });
        }

        foreach (var file in files.Files)
        {
            using var content = file.Open();
            archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, file.Path) { Mode = file.Mode, ModificationTime = workshop.Date, DataStream = content });
        }
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
        {
            yield return path[..end];
        }
    }
}
