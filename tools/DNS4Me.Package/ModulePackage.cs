using System.IO.Compression;
using NuGet.Common;
using NuGet.Packaging;
using NuGet.Versioning;

namespace DNS4Me.Package;

/// <summary>
/// The module as a NuGet package in the form that Publish-PSResource takes and makes: the module's files at its root, and the tags that repositories of PowerShell find modules by.
/// One for all systems, with an agent for each.
/// </summary>
internal sealed class ModulePackage(Workshop workshop, Programs programs) : IPackage
{
    /// <summary>The package's and the module's name.</summary>
    public const string Id = "DNS4Me";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<Target> targets)
    {
        var files = await programs.ModuleAsync(targets);
        if (targets.Count == 1)
        {
            throw new PackageException("a module for one system alone is the archive's; name several with --runtime.");
        }

        var manifest = ModuleManifest.Read(files.Files.Single(file => file.Path == Id + ".psd1").Source!);
        var builder = new PackageBuilder(deterministic: true, NullLogger.Instance)
        {
            Id = Id,
            Version = new NuGetVersion(manifest.Version),
            Description = manifest.Description,
            Copyright = manifest.Copyright,
        };
        builder.Authors.Add(manifest.Author);
        builder.Owners.Add(manifest.Company);
        builder.Tags.AddRange(manifest.PackageTags);
        builder.Files.AddRange(files.Files.Select(file => new PhysicalPackageFile { SourcePath = file.Source, TargetPath = file.Path }));
        var path = Path.Combine(workshop.Packages, $"{Id}.{manifest.Version}.nupkg");
        using (var package = File.Create(path))
        {
            builder.Save(package);
        }

        SetModes(path, files);
        return [path];
    }

    /// <summary>NuGet knows no modes, but whoever unpacks a zip on Unix does: without them no agent would run. Its dates are those of the files here, which differ from run to run.</summary>
    private void SetModes(string path, FileTree files)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        foreach (var entry in archive.Entries)
        {
            entry.LastWriteTime = workshop.Date;
        }

        foreach (var file in files.Files)
        {
            ZipModes.Set(archive.GetEntry(file.Path)!, file.Mode);
        }
    }
}
