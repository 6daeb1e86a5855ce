using System.Text;
using DNS4Me.Help;

// DNS4Me.Help OUTPUT [--online ADDRESS] FOLDER…
// makes, in the folder OUTPUT, DNS4Me.PowerShell.dll-Help.xml of the cmdlets' pages in the folders, and an about_*.help.txt of each topic. ADDRESS, with {0} for its name, is where a page can be read in a browser.
var online = Array.IndexOf(args, "--online") is >= 0 and var at ? args[at + 1] : "";
var folders = args[1..].Where(argument => argument != "--online" && argument != online).ToList();
var files = folders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.md")).OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal).ToList();
Directory.CreateDirectory(args[0]);
try
{
    var pages = files.Where(file => Path.GetFileName(file).Contains("-DNS4Me", StringComparison.Ordinal)).Select(HelpPageReader.Read);
    MamlWriter.Write(pages, online.Length == 0 ? null : online).Save(Path.Combine(args[0], "DNS4Me.PowerShell.dll-Help.xml"));
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
