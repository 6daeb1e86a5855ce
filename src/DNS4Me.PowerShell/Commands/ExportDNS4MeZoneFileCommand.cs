using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;
using DNS4Me.ZoneFiles;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Writes a domain's records as a zone file, to be kept, edited and imported again, or loaded by another name server.</summary>
[Cmdlet(VerbsData.Export, "DNS4MeZoneFile", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class ExportDNS4MeZoneFileCommand : RecordCommand
{
    private bool _hasWritten;

    /// <summary>The domain.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    public string Domain { get; set; } = "";

    /// <summary>The file to write; none: its lines go to the pipeline.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>Whether what the service computes is written out: the default records and the addresses that they and others give.</summary>
    [Parameter]
    public SwitchParameter IncludeDefault { get; set; }

    /// <summary>Whether what is written out is that of now, or that while online or offline.</summary>
    [Parameter]
    public RecordMoment At { get; set; }

    /// <summary>The name servers, the primary first; with them the file has the SOA and NS records that a name server needs to load it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? NameServer { get; set; }

    /// <summary>The e-mail address of who is responsible for the zone; hostmaster at the domain unless it is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Hostmaster { get; set; }

    /// <summary>Whether a file that is there is replaced.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Whether to write the lines to the pipeline beside the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        var domain = NameRules.ToHostName(Domain) ?? throw new DNS4MeException(Faults.InvalidValue("domain", Words.NotADomain(Domain), Domain));
        var form = new ZoneFileForm
        {
            IncludeDefaults = IncludeDefault,
            Authority = NameServer is null ? null : ZoneFileAuthority.Create(domain, NameServer, Hostmaster, (uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds()),
        };
        var lines = ZoneFileWriter.Lines(domain, Pages(new() { Domain = domain, At = At }).SelectMany(page => page.Records), form);
        if (Path is null)
        {
            foreach (var line in lines)
            {
                WriteObject(line);
            }
        }
        else
        {
            Save(Files.FullPath(this, Path), lines);
        }
    }

    private void Save(string path, IEnumerable<string> lines)
    {
        if (_hasWritten)
        {
            throw new DNS4MeException(Faults.InvalidValue("path", Words.OneFileForSeveral, path));
        }

        if (!Force && File.Exists(path))
        {
            throw new DNS4MeException(Faults.FileExists(path));
        }

        if (!ShouldProcess(path, Words.WriteZoneFile))
        {
            return;
        }

        using var file = new WholeFile(path, Force);
        var written = new List<string>();
        foreach (var line in lines)
        {
            file.WriteLine(line);
            if (PassThru)
            {
                written.Add(line);
            }
        }

        file.Commit();
        _hasWritten = true;
        Write(written);
    }
}
