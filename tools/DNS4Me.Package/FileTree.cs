using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace DNS4Me.Package;

/// <summary>The files of a package, in the order of their paths, so that two runs make the same of the same files.</summary>
internal sealed class FileTree
{
    private readonly SortedDictionary<string, PackageFile> _files = new(StringComparer.Ordinal);

    /// <summary>The files.</summary>
    public IReadOnlyCollection<PackageFile> Files => _files.Values;

    /// <summary>Adds a file.</summary>
    public FileTree Add(PackageFile file)
    {
        _files.Add(file.Path, file);
        return this;
    }

    /// <summary>Adds a text.</summary>
    public FileTree AddText(string path, string text, bool isProgram = false) => Add(new(path) { Text = text, IsProgram = isProgram });

    /// <summary>Adds what is in a folder.</summary>
    public FileTree AddFolder(string path, string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            Add(new($"{path}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}") { Source = file });
        }

        return this;
    }

    /// <summary>Adds the files of another tree in a folder of this one.</summary>
    public FileTree AddTree(string path, FileTree tree)
    {
        foreach (var file in tree.Files)
        {
            Add(file with { Path = path.Length == 0 ? file.Path : $"{path}/{file.Path}" });
        }

        return this;
    }

    /// <summary>A line a file, as sha256sum(1) writes and reads it.</summary>
    public string Checksums()
    {
        var lines = new StringBuilder();
        foreach (var file in Files)
        {
            using var content = file.Open();
            lines.Append(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(SHA256.HashData(content))}  {file.Path}\n");
        }

        return lines.ToString();
    }

    /// <summary>Writes the files into a folder that is new.</summary>
    public void WriteTo(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in Files)
        {
            var path = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var content = file.Open())
            using (var copy = File.Create(path))
            {
                content.CopyTo(copy);
            }

            SetMode(path, file.Mode);
        }
    }

    /// <summary>Sets a mode where there are any.</summary>
    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
