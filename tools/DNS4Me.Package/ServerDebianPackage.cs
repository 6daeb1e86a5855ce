namespace DNS4Me.Package;

/// <summary>dns4me-server: the service, as a unit with a user of its own. It has no configuration until its operator gives it one.</summary>
internal sealed class ServerDebianPackage(Workshop workshop, Programs programs) : DebianPackage(workshop, PackageName)
{
    /// <summary>Its name.</summary>
    public const string PackageName = "dns4me-server";

    /// <inheritdoc/>
    protected override IEnumerable<(string Path, string Target)> Links => [("usr/sbin/dns4me-server", "../libexec/dns4me-server/dns4me-server")];

    /// <inheritdoc/>
    protected override bool IsFor(Target target) => base.IsFor(target) && target.IsNative;

    /// <inheritdoc/>
    protected override async Task<FileTree> FilesAsync(Target target) => new FileTree()
        .AddTree("usr/libexec/dns4me-server", await programs.ServerAsync(target))
        .AddText("usr/lib/systemd/system/dns4me-server.service", Read("dns4me-server.service"))
        .AddText("usr/lib/sysusers.d/dns4me-server.conf", Read("sysusers.conf"))
        .AddText("usr/share/doc/dns4me-server/examples/server.json", Read("server.json"))
        .AddText("usr/share/lintian/overrides/dns4me-server", Read("lintian-overrides"));
}
