using System.Collections;
using System.Management.Automation.Language;

namespace DNS4Me.Package;

/// <summary>What the module's manifest says of it.</summary>
/// <param name="values">The manifest.</param>
internal sealed class ModuleManifest(Hashtable values)
{
    private static readonly (string Key, string Kind)[] Exports = [("CmdletsToExport", "Cmdlet"), ("FunctionsToExport", "Function"), ("DscResourcesToExport", "DscResource")];

    public string Version => Text("ModuleVersion");

    public string Description => Text("Description");

    public string Author => Text("Author");

    public string Company => Text("CompanyName");

    public string Copyright => Text("Copyright");

    /// <summary>The tags of the manifest, and those by which PSResourceGet finds modules and what is in them.</summary>
    public IEnumerable<string> PackageTags
        => List((Hashtable)((Hashtable)values["PrivateData"]!)["PSData"]!, "Tags").Append("PSModule").Concat(Exports.SelectMany(export => TagsOf(export.Key, export.Kind)));

    /// <exception cref="PackageException">The file is no manifest.</exception>
    public static ModuleManifest Read(string path)
    {
        var script = Parser.ParseFile(path, out _, out var errors);
        return errors.Length == 0 && script.Find(part => part is HashtableAst, searchNestedScriptBlocks: false) is HashtableAst table
            ? new((Hashtable)table.SafeGetValue())
            : throw new PackageException($"{path} is no manifest.");
    }

    private IEnumerable<string> TagsOf(string key, string kind)
    {
        var names = List(values, key);
        return names.Count == 0
            ? []
            : [$"PSIncludes_{kind}", .. names.SelectMany(name => kind == "DscResource" ? new[] { $"PSDscResource_{name}" } : [$"PS{kind}_{name}", $"PSCommand_{name}"])];
    }

    private static List<string> List(Hashtable table, string key) => table[key] switch
    {
        IEnumerable and not string => [.. ((IEnumerable)table[key]!).Cast<string>()],
        string one => [one],
        _ => [],
    };

    private string Text(string key) => (string)values[key]!;
}
