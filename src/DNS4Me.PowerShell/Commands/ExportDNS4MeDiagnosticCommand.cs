using System.Globalization;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Diagnostics;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Writes one zip for support: versions, settings, status, events, logs, the fault last seen. No secret is in it. It works without an agent, and starts none.</summary>
[Cmdlet(VerbsData.Export, "DNS4MeDiagnostic", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDNS4MeDiagnosticCommand : DNS4MeCommand
{
    /// <summary>The file to write; none: one in the present folder, which is then written to the pipeline.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether a file that is there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to write the file to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        var path = Files.FullPath(this, Path ?? $"DNS4Me-{DateTimeOffset.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.zip");
        if (!Force && File.Exists(path))
        {
            throw new DNS4MeException(Faults.FileExists(path));
        }

        if (!ShouldProcess(path, Words.WriteDiagnostic))
        {
            return;
        }

        using var zip = new DiagnosticZip();
        var (session, files) = (Session(), HomeFiles.Describe(Home));
        Await(async cancellation =>
        {
            await new Diagnostic(Home, zip).GatherAsync(session, files, cancellation).ConfigureAwait(false);
            return true;
        });
        PrivateFile.Write(path, zip.ToArray(), Force);
        if (PassThru || Path is null)
        {
            WriteObject(new FileInfo(path));
        }
    }

    private IReadOnlyList<KeyValuePair<string, string>> Session() =>
    [
        new("PowerShell", $"{Host.Version}, {(Environment.Version.Major > 4 ? "Core" : "Desktop")}"),
        new("Host", Host.Name),
        new("LanguageMode", SessionState.LanguageMode.ToString()),
    ];
}
