using System.Text;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;
using DNS4Me.Service;
using DNS4Me.ZoneFiles;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Gives a domain the records of a zone file. A file with a mistake changes nothing, and all its mistakes are told. Records that are there already are left alone.
/// </summary>
[Cmdlet(VerbsData.Import, "DNS4MeZoneFile", SupportsShouldProcess = true, DefaultParameterSetName = TextSet)]
[OutputType(typeof(DomainRecord))]
public sealed class ImportDNS4MeZoneFileCommand : RecordCommand
{
    private const string PathSet = "Path";
    private const string TextSet = "Text";

    /// <summary>Octets that are not UTF-8 become the replacement character, whose place the reader tells.</summary>
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private readonly StringBuilder _text = new();
    private bool _hasText;

    /// <summary>The file.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The lines of a zone file.</summary>
    [Parameter(ParameterSetName = TextSet, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[] InputObject { get; set; } = [];

    /// <summary>The domain, which is the origin of the file's relative names until it names another.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    public string Domain { get; set; } = "";

    /// <summary>Whether the domain's own records go that the file does not have.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>Whether to write the records that were added or changed, as they are stored, and those that were removed, as they were.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        if (ParameterSetName == TextSet)
        {
            _hasText = true;
            foreach (var line in InputObject)
            {
                _text.Append(line).Append('\n');
            }

            return;
        }

        var path = Files.FullPath(this, Path);
        Import(Read(path), path);
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        // A pipeline that brought nothing, since what was to be read is missing, is no empty file.
        if (_hasText)
        {
            using var text = new StringReader(_text.ToString());
            Import(ZoneFileReader.Read(text, Domain, StopToken), null);
        }
    }

    private ZoneFile Read(string path)
    {
        try
        {
            using var text = new StreamReader(path, Utf8, detectEncodingFromByteOrderMarks: true);
            return ZoneFileReader.Read(text, Domain, StopToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.FileUnreadable(path, e.Message), e);
        }
    }

    private void Import(ZoneFile file, string? path)
    {
        foreach (var notice in file.Notices)
        {
            if (notice.IsRoutine)
            {
                WriteVerbose(notice.Message);
            }
            else
            {
                WriteWarning(notice.Message);
            }
        }

        ThrowIfAny(file.Mistakes, path);
        var plan = ZoneFilePlan.Of(file, Pages(new() { Domain = file.Domain }).SelectMany(page => page.Records), Replace);
        ThrowIfAny(plan.Mistakes, path);
        var wanted = plan.Changes.Where(change => ShouldProcess(change.Record.ToString(), Words.ApplyChange(change.Change.Action))).ToList();
        var done = new Dictionary<RecordAction, int>();
        try
        {
            if (!ZoneFilePlan.Batches(wanted).All(batch => Change(batch, done, wanted.Count)))
            {
                WriteWarning(Words.ImportEnded(done.Values.Sum(), wanted.Count));
            }
        }
        catch (DNS4MeException)
        {
            WriteWarning(Words.ImportEnded(done.Values.Sum(), wanted.Count));
            throw;
        }

        WriteVerbose(Words.Imported(file.Domain, done, plan.Unchanged));
    }

    /// <summary>Has all changes of a batch made, or none.</summary>
    /// <returns>False when one was refused.</returns>
    private bool Change(IReadOnlyList<ZoneFileChange> batch, Dictionary<RecordAction, int> done, int all)
    {
        var answer = Await(async cancellation =>
        {
            var agent = await OpenAsync(cancellation).ConfigureAwait(false);
            ShowProgress(Words.ImportingZoneFile, Words.Changing(done.Values.Sum(), all));
            return await agent.ChangeRecordsAsync(new() { Changes = [.. batch.Select(change => change.Change)], AllOrNothing = true }, cancellation).ConfigureAwait(false);
        });
        var isDone = true;
        for (var i = 0; i < batch.Count; i++)
        {
            var result = answer.Results[i];
            foreach (var fault in result.Faults ?? [])
            {
                WriteError(FaultRecords.ToErrorRecord(batch[i].Line is { } line ? fault with { Message = Words.AtLine(line, fault.Message) } : fault));
            }

            if (result.Record is null)
            {
                isDone = false;
                continue;
            }

            done[batch[i].Change.Action] = done.TryGetValue(batch[i].Change.Action, out var before) ? before + 1 : 1;
            if (PassThru)
            {
                WriteObject(result.Record);
            }
        }

        return isDone;
    }

    private static void ThrowIfAny(IReadOnlyList<ZoneFileMistake> mistakes, string? path)
        => DNS4MeException.ThrowIfAny([.. mistakes.Select(mistake => mistake.Fault with { Target = path ?? mistake.Fault.Target })]);
}
