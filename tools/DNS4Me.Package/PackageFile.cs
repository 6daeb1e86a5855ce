namespace DNS4Me.Package;

/// <summary>A file in a package.</summary>
/// <param name="Path">Its path there, with slashes and without one in front.</param>
internal sealed record PackageFile(string Path)
{
    /// <summary>The file that it is a copy of; null when <see cref="Text"/> is what it holds.</summary>
    public string? Source { get; init; }

    /// <summary>What it holds, if it is no copy.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it can be run.</summary>
    public bool IsProgram { get; init; }

    /// <summary>Its mode on Unix.</summary>
    public UnixFileMode Mode => IsProgram
        ? UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
        : UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>What it holds.</summary>
    public Stream Open() => Source is { } source ? File.OpenRead(source) : new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Text!));
}
