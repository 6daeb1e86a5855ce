using System.IO.Compression;
using System.Text;

namespace DNS4Me.PowerShell.Diagnostics;

/// <summary>The files for support, in one zip. Each goes through the <see cref="Redactor"/>.</summary>
internal sealed class DiagnosticZip : IDisposable
{
    private readonly MemoryStream _octets = new();
    private readonly ZipArchive _zip;

    public DiagnosticZip() => _zip = new(_octets, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a text.</summary>
    public void AddText(string name, string text) => Add(name, Redactor.Text(text));

    /// <summary>Adds JSON.</summary>
    public void AddJson(string name, string json) => Add(name, Redactor.Json(json));

    /// <summary>Ends it.</summary>
    /// <returns>The zip.</returns>
    public byte[] ToArray()
    {
        _zip.Dispose();
        return _octets.ToArray();
    }

    public void Dispose()
    {
        _zip.Dispose();
        _octets.Dispose();
    }

    private void Add(string name, string text)
    {
        using var entry = _zip.CreateEntry(name).Open();
        var bytes = Encoding.UTF8.GetBytes(text + "\n");
        entry.Write(bytes, 0, bytes.Length);
    }
}
