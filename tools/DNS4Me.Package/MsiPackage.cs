using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Installation.Windows;
using DNS4Me.Local;

namespace DNS4Me.Package;

/// <summary>
/// The package for Windows Installer, which Group Policy assigns to machines: the module for both editions, without an agent of its own; the machine's agent as a service; the
/// policy templates. Made by wixl of what packaging/msi says.
/// </summary>
internal sealed class MsiPackage(Workshop workshop, Programs programs) : IPackage
{
    /// <summary>What the agent says its package is.</summary>
    public const string PackageName = "DNS4Me.msi";

    private static readonly XNamespace Wix = "http://schemas.microsoft.com/wix/2006/wi";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> MakeAsync(IReadOnlyList<Target> targets)
    {
        var made = new List<string>();
        foreach (var target in targets.Where(target => target.IsWindows))
        {
            made.Add(await MakeAsync(target));
        }

        return made;
    }

    private async Task<string> MakeAsync(Target target)
    {
        var folder = Path.Combine(workshop.Work, "msi");
        var source = XDocument.Parse(workshop.Read("msi/DNS4Me.wxs", ("PRODUCT", GuidOf("product " + Workshop.Version))));
        var module = await programs.ModuleAsync();
        var files = new FileTree()
            .AddTree("agent", new FileTree()
                .Add(await programs.AgentAsync(target))
                .AddText(AgentPrograms.VersionFile, Workshop.Version + "\n")
                .AddText(AgentPrograms.PackageFile, PackageName + "\n"))
            .AddTree("module", module);
        files.WriteTo(folder);

        DefineService(source, "agent/" + AgentPrograms.FileName(OSPlatform.Windows));
        AddFiles(source, "AgentFolder", "agent", [AgentPrograms.VersionFile, AgentPrograms.PackageFile]);
        var paths = module.Files.Select(file => file.Path).ToList();
        foreach (var edition in new[] { "PowerShellModuleFolder", "WindowsPowerShellModuleFolder" })
        {
            // A folder for the version, as PowerShell's own installers make it: an upgrade never meets a file that a console has open.
            AddFiles(source, edition, "module", paths, Workshop.Version);
        }

        AddFiles(source, "PolicyDefinitionsFolder", $"module/{Programs.TemplateFolder}",
            [.. paths.Where(path => path.StartsWith(Programs.TemplateFolder + "/", StringComparison.Ordinal)).Select(path => path[(Programs.TemplateFolder.Length + 1)..])]);

        // wixl finds files from the text's own folder on, and takes no other paths.
        var text = Path.Combine(folder, "DNS4Me.wxs");
        source.Save(text);
        var package = Path.Combine(workshop.Packages, $"DNS4Me-{Workshop.Version}-{target.Processor.ToString().ToLowerInvariant()}.msi");
        await Tool.RunAsync("wixl", "wixl", ["--arch", "x64", "--output", package, text]);
        return package;
    }

    private static void DefineService(XDocument source, string program)
    {
        var service = WindowsManager.Define(new ServiceProgram("", IsNative: false, RuntimeFolder: null, Workshop.Version), ServiceStartType.Automatic);
        var file = Element(source, "AgentProgram");
        file.SetAttributeValue("Name", Path.GetFileName(program));
        file.SetAttributeValue("Source", program);
        var install = Element(source, "AgentServiceInstall");
        install.SetAttributeValue("Name", service.Name);
        install.SetAttributeValue("DisplayName", service.DisplayName);
        install.SetAttributeValue("Description", service.Description);
        install.SetAttributeValue("Start", "auto");
        install.SetAttributeValue("Arguments", service.Arguments);
        foreach (var dependency in service.Dependencies)
        {
            install.Add(new XElement(Wix + "ServiceDependency", new XAttribute("Id", dependency)));
        }

        Element(source, "AgentServiceStop").SetAttributeValue("Name", service.Name);
        Element(source, "AgentServiceStart").SetAttributeValue("Name", service.Name);
    }

    /// <summary>Adds files to a folder of the package, a component for each, and its folders.</summary>
    private static void AddFiles(XDocument source, string folderId, string from, IEnumerable<string> paths, string? below = null)
    {
        var feature = source.Descendants(Wix + "Feature").Single();
        foreach (var path in paths)
        {
            var folder = Element(source, folderId);
            var parts = (below is null ? path : $"{below}/{path}").Split('/');
            for (var depth = 1; depth < parts.Length; depth++)
            {
                folder = Folder(folder, IdOf("d", folderId, parts[..depth]), parts[depth - 1]);
            }

            var component = IdOf("c", folderId, parts);
            folder.Add(new XElement(
                Wix + "Component",
                new XAttribute("Id", component),
                new XAttribute("Guid", GuidOf(component)),
                new XAttribute("Win64", "yes"),
                new XElement(
                    Wix + "File",
                    new XAttribute("Id", IdOf("f", folderId, parts)),
                    new XAttribute("Name", parts[^1]),
                    new XAttribute("Source", $"{from}/{path}"),
                    new XAttribute("KeyPath", "yes"))));
            feature.Add(new XElement(Wix + "ComponentRef", new XAttribute("Id", component)));
        }
    }

    private static XElement Folder(XElement parent, string id, string name)
    {
        var folder = parent.Elements(Wix + "Directory").FirstOrDefault(element => (string?)element.Attribute("Id") == id);
        if (folder is null)
        {
            parent.Add(folder = new XElement(Wix + "Directory", new XAttribute("Id", id), new XAttribute("Name", name)));
        }

        return folder;
    }

    private static XElement Element(XDocument source, string id) => source.Descendants().Single(element => (string?)element.Attribute("Id") == id && element.Name.LocalName != "ComponentRef");

    /// <summary>The same for the same place in every version: Windows Installer knows components by it.</summary>
    private static string IdOf(string kind, string folder, string[] parts) => kind + Convert.ToHexString(Digest($"{folder}/{string.Join('/', parts)}"), 0, 16);

    private static string GuidOf(string what) => new Guid(Digest("DNS4Me " + what).AsSpan(0, 16)).ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
