using System.Text;
using DNS4Me.Help;

// DNS4Me.Help OUTPUT [--home URL] FOLDER…
// makes, in the folder OUTPUT, DNS4Me.PowerShell.dll-Help.xml of the cmdlets' pages in the folders, and an about_*.help.txt of each topic. URL is where the pages can be read in a browser.
var home = Array.IndexOf(args, "--home") is >= 0 and var at ? args[at + 1] : "";
var folders = args[1..].Where(argument => argument != "--home" && argument != home).ToList();
var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.md")).OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal).ToList();
Directory.CreateDirectory(args[0]);
try
{
    var pages = files.Where(file => Path.GetFileName(file).Contains("-DNS4Me", StringComparison.Ordinal)).Select(HelpPageReader.Read);
    MamlWriter.Write(pages, home.Length == 0 ? null : new Uri(home.TrimEnd('/') + "/")).Save(Path.Combine(args[0], "DNS4Me.PowerShell.dll-Help.xml"));
    foreach (var topic in files.Where(file => Path.GetFileName(file).StartsWith("about_", StringComparison.Ordinal)))
    {
        // Windows PowerShell takes a text without a mark for one of the system's code page.
        File.WriteAllText(Path.Combine(args[0], Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutTopic.ToText(File.ReadAllText(topic)), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
    }

    return 0;
}
catch (Exception e) when (e is InvalidDataException or IOException or UriFormatException)
{
    // MSBuild makes an error of its own of a line in this form.
    await Console.Error.WriteLineAsync($"error HELP0001: {e.Message}");
    return 1;
}
