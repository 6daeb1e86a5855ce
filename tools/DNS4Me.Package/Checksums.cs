namespace DNS4Me.Package;

/// <summary>SHA256SUMS beside the packages: of all that lie there, whichever run made them.</summary>
internal static class Checksums
{
    public const string FileName = "SHA256SUMS";

    public static void Write(string folder)
    {
        var packages = new FileTree();
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => Path.GetFileName(file) != FileName))
        {
            packages.Add(new(Path.GetFileName(file)) { Source = file });
        }

        File.WriteAllText(Path.Combine(folder, FileName), packages.Checksums());
    }
}
