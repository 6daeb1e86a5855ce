using System.Runtime.Versioning;
using DNS4Me.Agent.Hosting;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Policies;

/// <summary>policy.json of Linux and macOS.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="owner">Who must own it.</param>
[UnsupportedOSPlatform("windows")]
internal sealed class FilePolicySource(string folder = PolicyFile.Folder, uint owner = PolicyFile.Root) : IPolicySource
{
    /// <inheritdoc/>
    public PolicySet Read() => PolicyFile.Read(
        path => FileStatus.OfPath(path, followLinks: false) is { } status ? (status.User, status.Mode) : null,
        path => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete),
        folder,
        owner);
}
