using System.Text.Encodings.Web;
using System.Text.Json;
using DNS4Me.Dsc;

// DNS4Me.Dsc MODULE.psm1 VERSION OUTPUT
// makes, in the folder OUTPUT, MODULE's resources' manifests: a *.dsc.adaptedResource.json for each.
try
{
    var script = Path.GetFullPath(args[0]);
    var options = new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    foreach (var resource in ResourceReader.Read(script))
    {
        var manifest = ResourceManifest.Of(resource, Path.GetFileNameWithoutExtension(script), args[1]);
        File.WriteAllText(Path.Combine(args[2], resource.Name + ResourceManifest.Extension), manifest.ToJsonString(options) + "\n");
    }

    return 0;
}
catch (Exception e) when (e is InvalidDataException or IOException or IndexOutOfRangeException)
{
    // MSBuild makes an error of its own of a line in this form.
    await Console.Error.WriteLineAsync($"error DSC0001: {e.Message}");
    return 1;
}
