using System.Text;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A text that must turn up nowhere, in none of the forms that programs write texts in.</summary>
internal sealed class PlantedSecret
{
    private readonly IReadOnlyList<byte[]> _forms;

    public PlantedSecret(string text)
    {
        Text = text;
        _forms = [.. new[] { text, Uri.EscapeDataString(text) }.Concat(Encodings(text)).Distinct().SelectMany(form => new[] { Encoding.UTF8.GetBytes(form), Encoding.Unicode.GetBytes(form) })];
    }

    public string Text { get; }

    public void IsNotIn(string text, string what) => IsNotIn(Encoding.UTF8.GetBytes(text), what);

    public void IsNotIn(ReadOnlySpan<byte> octets, string what)
    {
        foreach (var form in _forms)
        {
            Assert.True(octets.IndexOf(form) < 0, $"A secret is in {what}.");
        }
    }

    /// <summary>Looks into every file of a folder that can be read.</summary>
    public void IsNotBelow(string folder, params string[] except)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !except.Contains(Path.GetFileName(file)) && Path.GetExtension(file) != ".sock").ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => IsNotIn(Octets(file), file));
    }

    /// <summary>Others hold it locked, which does not keep it from being read.</summary>
    private static byte[] Octets(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var octets = new MemoryStream();
        stream.CopyTo(octets);
        return octets.ToArray();
    }

    /// <summary>In Base64 a text looks three ways, by where in a longer one it stands; the characters at both ends hold its neighbours' bits.</summary>
    private static IEnumerable<string> Encodings(string text)
    {
        foreach (var octets in new[] { Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text) })
        {
            for (var before = 0; before < 3; before++)
            {
                var encoded = Convert.ToBase64String([.. new byte[before], .. octets]).TrimEnd('=');
                yield return encoded[(before == 0 ? 0 : before + 1)..^2];
            }
        }
    }
}
