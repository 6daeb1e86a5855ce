using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace DNS4Me.Package;

/// <summary>A package for Debian and its kin: what all have in common. The kinds say which files are in theirs.</summary>
/// <param name="workshop">Where everything is.</param>
/// <param name="name">The package's name, and that of its folder in packaging/deb.</param>
internal abstract partial class DebianPackage(Workshop workshop, string name) : IPackage
{
    private static readonly string[] Scripts = ["preinst", "postinst", "prerm", "postrm"];

    /// <summary>Where everything is.</summary>
    protected Workshop Workshop => workshop;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<Target> targets)
    {
        var made = new List<string>();
        foreach (var target in targets.Where(IsFor))
        {
            made.Add(await MakeAsync(target));
        }

        return made;
    }

    /// <summary>Whether there is one for a system.</summary>
    protected virtual bool IsFor(Target target) => target.DebianName is not null;

    /// <summary>The files of the package, by their places on the machine.</summary>
    protected abstract Task<FileTree> FilesAsync(Target target);

    /// <summary>The links of the package: where each is, and where it leads.</summary>
    protected abstract IEnumerable<(string Path, string Target)> Links { get; }

    /// <summary>A source of the package.</summary>
    protected string Read(string file) => workshop.Read($"deb/{name}/{file}");

    private async Task<string> MakeAsync(Target target)
    {
        var files = await FilesAsync(target);
        files.AddText($"usr/share/doc/{name}/copyright", workshop.Read("deb/copyright"));
        var folder = Path.Combine(workshop.Work, $"{name}-{target.Name}");
        files.WriteTo(folder);
        WritePacked(Path.Combine(folder, $"usr/share/doc/{name}/changelog.gz"), workshop.Read("deb/changelog", ("PACKAGE", name), ("DATE", workshop.Date.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture) + " +0000")));
        foreach (var page in Directory.EnumerateFiles(Path.Combine(workshop.Sources, "deb", name), "*.8"))
        {
            WritePacked(Path.Combine(folder, $"usr/share/man/man8/{Path.GetFileName(page)}.gz"), Read(Path.GetFileName(page)));
        }

        foreach (var (path, to) in Links)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, path))!);
            File.CreateSymbolicLink(Path.Combine(folder, path), to);
        }

        WriteControl(folder, files, target);
        var package = Path.Combine(workshop.Packages, $"{name}_{Workshop.Version}_{target.DebianName}.deb");
        await Tool.RunAsync("dpkg-deb", "dpkg", ["--root-owner-group", "-Zxz", "--build", folder, package], ("SOURCE_DATE_EPOCH", workshop.Date.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return package;
    }

    private void WriteControl(string folder, FileTree files, Target target)
    {
        var size = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        var sums = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => new FileInfo(file).LinkTarget is null).Order(StringComparer.Ordinal))
        {
            sums.Append(CultureInfo.InvariantCulture, $"{Md5(file)}  {Path.GetRelativePath(folder, file)}\n");
        }

        var control = new FileTree()
            .AddText("control", workshop.Read($"deb/{name}/control", ("ARCHITECTURE", target.DebianName!), ("SIZE", (size / 1024).ToString(CultureInfo.InvariantCulture)), ("LIBC", LibcVersion(files))))
            .AddText("md5sums", sums.ToString());
        foreach (var script in Scripts.Where(script => File.Exists(Path.Combine(workshop.Sources, "deb", name, script))))
        {
            control.AddText(script, Read(script), isProgram: true);
        }

        control.WriteTo(Path.Combine(folder, "DEBIAN"));

        // dpkg-deb takes a folder's mode as it is, whatever the umask was.
        foreach (var made in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            FileTree.SetMode(made, new PackageFile("") { IsProgram = true }.Mode);
        }
    }

    /// <summary>The oldest C library that the programs run with: that of the newest symbol that they ask for.</summary>
    private static string LibcVersion(FileTree files) => "2." + files.Files.Where(file => file.Source is not null && (file.IsProgram || file.Path.EndsWith(".so", StringComparison.Ordinal)))
        .SelectMany(file => LibcSymbol().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(file.Source!))))
        .Max(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    /// <summary>What dpkg --verify compares; it knows no other digest.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "The format of dpkg's md5sums.")]
    private static string Md5(string file)
    {
        using var content = File.OpenRead(file);
        return Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content));
    }

    private static void WritePacked(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var packed = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex(@"GLIBC_2\.(\d+)")]
    private static partial Regex LibcSymbol();
}
