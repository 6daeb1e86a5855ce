using System.Text;

namespace DNS4Me.Agent.Web.Files;

/// <summary>A file's absolute path, with the form in which a Unix is told it.</summary>
internal sealed class DiskPath
{
    private readonly byte[] _unix;

    /// <param name="text">The path.</param>
    public DiskPath(string text) => (Text, _unix) = (text, OperatingSystem.IsWindows() ? [] : Encoding.UTF8.GetBytes(text + '\0'));

    /// <summary>The path.</summary>
    public string Text { get; }

    /// <summary>The path in UTF-8, ended by a zero; empty on Windows.</summary>
    public ReadOnlySpan<byte> Unix => _unix;
}
