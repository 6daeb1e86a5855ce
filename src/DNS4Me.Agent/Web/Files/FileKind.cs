namespace DNS4Me.Agent.Web.Files;

/// <summary>What is at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Something that this user may not look at.</summary>
    Denied,

    /// <summary>A file with contents of its own.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A pipe, a socket or a device.</summary>
    Other,
}
