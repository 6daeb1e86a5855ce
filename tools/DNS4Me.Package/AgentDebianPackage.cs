using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Installation.Systemd;
using DNS4Me.Local;

namespace DNS4Me.Package;

/// <summary>
/// dns4me-agent: the machine's agent with its unit, and the module. The module lies in /usr/share, for packages write nothing into /usr/local; the one folder outside
/// PowerShell's own that it reads for all users is there, so the maintainer scripts keep a link in it.
/// </summary>
internal sealed class AgentDebianPackage(Workshop workshop, Programs programs) : DebianPackage(workshop, PackageName)
{
    /// <summary>Its name.</summary>
    public const string PackageName = "dns4me-agent";

    /// <summary>Where the module lies.</summary>
    public const string ModuleFolder = "/usr/share/dns4me/DNS4Me";

    /// <inheritdoc/>
    protected override IEnumerable<(string Path, string Target)> Links
        => [("usr/sbin/dns4me-agent", Path.GetRelativePath("/usr/sbin", $"{AgentPrograms.LinuxPackageFolder}/{AgentPrograms.FileName(System.Runtime.InteropServices.OSPlatform.Linux)}"))];

    /// <inheritdoc/>
    protected override async Task<FileTree> FilesAsync(Target target)
    {
        var program = new ServiceProgram(AgentPrograms.LinuxPackageFolder, target.IsNative, RuntimeFolder: null, Workshop.Version) { IsPackaged = true };
        var agent = await programs.AgentAsync(target);
        return new FileTree()
            .AddTree(ModuleFolder[1..], await programs.ModuleAsync())
            .Add(agent with { Path = program.File[1..] })
            .AddText($"{program.Folder[1..]}/{AgentPrograms.VersionFile}", program.Version + "\n")
            .AddText($"{program.Folder[1..]}/{AgentPrograms.PackageFile}", PackageName + "\n")
            .AddText($"{MachineService.UnitFolders[1][1..]}/{MachineService.UnitName}", SystemdUnit.Text(program))
            .AddText($"usr/lib/sysusers.d/{PackageName}.conf", SystemdManager.AccountsText)
            .AddText($"usr/share/lintian/overrides/{PackageName}", Read("lintian-overrides"));
    }
}
