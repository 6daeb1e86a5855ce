using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Web.Files;

/// <summary>What a path of a site came to.</summary>
internal enum FoundKind
{
    /// <summary>Nothing that is served.</summary>
    Nothing,

    /// <summary>A file.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>Something that the agent's user may not read.</summary>
    Denied,

    /// <summary>A file that changes faster than it can be read.</summary>
    Restless,
}

/// <summary>What was found at a path of a site.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="File">The file, if it is one.</param>
/// <param name="Handle">The file, open, if it is too long to be kept in memory; or the folder. Whoever asked disposes it.</param>
internal readonly record struct Found(FoundKind Kind, SiteFile? File = null, SafeFileHandle? Handle = null);
