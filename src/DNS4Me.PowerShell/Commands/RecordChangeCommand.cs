using System.Diagnostics;
using System.Globalization;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;
using DNS4Me.Service;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// What the cmdlets share that change records. Every value is text, which a CSV file's cell is: a blank one is not given, and one that cannot be read is
/// an error of its row alone, which a typed parameter could not tell. Rows become batches while the pipeline goes on; what came of each is written in the
/// order of the rows.
/// </summary>
public abstract class RecordChangeCommand : RecordCommand
{
    /// <summary>How long the batch under way may still take when the pipeline is stopped.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan ProgressPause = TimeSpan.FromMilliseconds(300);

    private readonly string _done;
    private readonly RecordPump _pump = new();
    private readonly RecordAccount _account;
    private readonly Stopwatch _sinceProgress = Stopwatch.StartNew();
    private HashSet<string> _explicit = [];
    private System.Management.Automation.Host.PSHost? _host;
    private AgentConnection? _agent;
    private bool _showsProgress;
    private bool _isEnding;
    private bool _isOver;

    /// <summary>A command.</summary>
    /// <param name="done">What it does to records, as a participle.</param>
    private protected RecordChangeCommand(string done) => (_done, _account) = (done, new(done));

    /// <summary>A row, a record or a domain.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The domain.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    public string? Domain { get; set; }

    /// <summary>The name below the domain: blank or <c>@</c> for the domain itself, <c>*</c> for the wildcard.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RecordNameCompleter))]
    public string? Name { get; set; }

    /// <summary>The type: A, AAAA, MX, CNAME, TXT, SRV or CAA.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(StoredTypeCompleter))]
    public string? Type { get; set; }

    /// <summary>A host record's address while online: short for an <see cref="OnlineTarget"/> that is one.</summary>
    [Parameter(Position = 3, ValueFromPipelineByPropertyName = true)]
    public string? Address { get; set; }

    /// <summary>What a host record gives while online: Default, an address, port:8080 or url:https://….</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OnlineTargetCompleter))]
    public string? OnlineTarget { get; set; }

    /// <summary>What a host record gives while offline: Default, an address, url:https://… or OfflinePage.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OfflineTargetCompleter))]
    public string? OfflineTarget { get; set; }

    /// <summary>The priority of a mail or service record, 0 to 65535; the lower one is tried first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Priority { get; set; }

    /// <summary>A mail record's server.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? MailServer { get; set; }

    /// <summary>An alias's destination.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CanonicalName { get; set; }

    /// <summary>A text record's text.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Text { get; set; }

    /// <summary>A service record's weight, 0 to 65535.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Weight { get; set; }

    /// <summary>A service record's port, 0 to 65535.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Port { get; set; }

    /// <summary>A service record's host.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Target { get; set; }

    /// <summary>The flags of a certificate authority record, 0 to 255.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Flags { get; set; }

    /// <summary>The property of a certificate authority record: issue, issuewild or iodef.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(PropertyTagCompleter))]
    public string? Tag { get; set; }

    /// <summary>The value of a certificate authority record.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Value { get; set; }

    /// <summary>How long others may keep an answer, in seconds; 0 means not at all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("TTL")]
    public string? TimeToLive { get; set; }

    /// <summary>Whether a piped record is one that the service maintains.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, DontShow = true)]
    public string? IsDefault { get; set; }

    /// <summary>Whether to write the records as they are stored then, or as they were when they were removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What the command does, in the words of progress.</summary>
    private protected abstract string Activity { get; }

    /// <summary>The cells given on the command line, which go before the row's.</summary>
    private protected RecordRow Given => Row(_explicit.Contains);

    /// <summary>The cells of the piped row.</summary>
    private protected RecordRow Piped => InputObject?.BaseObject switch
    {
        // A domain's own name is not a record's.
        DomainInfo domain => new() { Domain = domain.Name },
        string domain => new() { Domain = domain },
        _ => Row(name => !_explicit.Contains(name), IsNamed ? InputObject : null) is var row && IsListed ? row with { Type = TypeName(row.Type) } : row,
    };

    /// <summary>The number of the record, for cmdlets that take one.</summary>
    private protected virtual string? RecordId => null;

    private protected bool IsDefaultRecord => bool.TryParse(Listed, out var isDefault) && isDefault;

    /// <summary>Whether the row is one that Get-DNS4MeRecord wrote, or a file that was made of such.</summary>
    private protected bool IsListed => !string.IsNullOrEmpty(Listed);

    private string? Listed => IsNamed ? CellOf(InputObject!, nameof(IsDefault)) : IsDefault;

    /// <summary>Whether the row was given by name: the engine takes the cells of piped ones alone apart.</summary>
    private bool IsNamed => InputObject is not null && _explicit.Contains(nameof(InputObject));

    /// <summary>Makes a change of the row, and asks whether to do it.</summary>
    /// <param name="faults">Takes what is wrong with the row.</param>
    /// <returns>Null when there is nothing to send.</returns>
    private protected abstract (RecordChange Change, int Size)? ToChange(ICollection<Fault> faults);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Nothing of the pipeline is bound yet.
        _explicit = [.. MyInvocation.BoundParameters.Keys];
        _host = Host;
    }

    /// <inheritdoc/>
    private protected override void Process()
    {
        var ordinal = ++_account.Rows;
        if (_pump.IsAnswered)
        {
            WriteAnswer();
        }

        var faults = new List<Fault>();
        var made = ToChange(faults);
        _account.Refused += faults.Count > 0 ? 1 : 0;
        foreach (var fault in faults)
        {
            WriteFault(fault, ordinal, InputObject);
        }

        if (faults.Count == 0 && made is var (change, size))
        {
            Queue(new(ordinal, MyInvocation.ExpectingInput ? InputObject : null, change, size));
        }

        _account.Handled = ordinal;
        ShowCount();
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (_pump.Waiting.Count > 0)
        {
            Send();
        }

        _isEnding = true;
        WriteAnswer();
        _isOver = true;
        if (_showsProgress)
        {
            WriteProgress(new(ProgressId, Activity, Activity) { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!_isOver && _account.Rows > 0)
        {
            // The pipeline was stopped, or broke at another place: this is the last moment to say how far it came, and its streams are closed.
            _isOver = true;
            TellInterruption();
        }

        _pump.Dispose();
        base.Dispose(disposing);
    }

    private void Queue(QueuedChange change)
    {
        if (_pump.IsFullFor(change))
        {
            Send();
        }

        _pump.Add(change);
    }

    private void Send()
    {
        WriteAnswer();
        _agent ??= Await(OpenAsync);
        _pump.Send(_agent);
    }

    /// <summary>Waits for the batch under way, if there is one, and writes what came of it.</summary>
    private void WriteAnswer()
    {
        if (_pump.UnderWay.Count == 0)
        {
            return;
        }

        IReadOnlyList<QueuedChange> changes;
        IReadOnlyList<RecordChangeResult> results;
        try
        {
            (changes, results) = _pump.Take(StopToken);
        }
        catch (DNS4MeException e)
        {
            _isOver = true;
            throw MyInvocation.ExpectingInput ? new DNS4MeException([.. e.Faults.Select(WithAccount)]) : e;
        }

        _account.Count(results);
        _isOver = _isEnding;
        for (var i = 0; i < results.Count; i++)
        {
            WriteResult(changes[i], results[i]);
        }
    }

    private Fault WithAccount(Fault fault) => fault with
    {
        Message = $"{fault.Message} {(Faults.LeavesOpen(fault.Code) ? _account.Tell(_pump.UnderWay, _pump.Waiting) : _account.Tell([], [.. _pump.UnderWay, .. _pump.Waiting]))}",
    };

    private void TellInterruption()
    {
        var results = _pump.Settle(LastMoment);
        var open = results is null ? _pump.UnderWay : [];
        _account.Count(results ?? []);
        if (MyInvocation.ExpectingInput)
        {
            _host?.UI?.WriteWarningLine(Words.Interrupted(_account.Tell(open, _pump.Waiting)));
        }
        else if (_pump.UnderWay.Count > 0)
        {
            _host?.UI?.WriteWarningLine(Words.Interrupted(Words.OneRecord(_done, open.Count > 0 ? null : _account.Done > 0)));
        }
    }

    private void WriteResult(QueuedChange change, RecordChangeResult result)
    {
        foreach (var fault in result.Faults ?? [])
        {
            WriteFault(fault, change.Ordinal, change.Row);
        }

        if (PassThru && result.Record is { } record)
        {
            WriteObject(record);
        }
    }

    private void WriteFault(Fault fault, int ordinal, object? row)
        => WriteError(MyInvocation.ExpectingInput
            ? FaultRecords.ToErrorRecord(fault with { Ordinal = ordinal, Message = Words.OfRow(ordinal, fault.Message) }, row)
            : FaultRecords.ToErrorRecord(fault with { Ordinal = null }));

    private void ShowCount()
    {
        if (_sinceProgress.Elapsed >= ProgressPause)
        {
            _sinceProgress.Restart();
            _showsProgress = true;
            WriteProgress(new(ProgressId, Activity, Words.Counted(_account.Rows, _account.Done, _done, _account.Refused)));
        }
    }

    private static string? CellOf(PSObject row, string name)
        => (row.Properties[name] ?? (name == nameof(TimeToLive) ? row.Properties["TTL"] : null))?.Value is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;

    /// <summary>ConvertTo-Json makes a number of a type. In a table that people write such a number would rather be DNS's.</summary>
    private static string? TypeName(string? cell)
        => int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined(typeof(RecordType), number) ? ((RecordType)number).ToString() : cell;

    /// <summary>Cells as a row.</summary>
    /// <param name="wanted">Which.</param>
    /// <param name="source">The object that has them; null when they are the parameters' values.</param>
    private RecordRow Row(Func<string, bool> wanted, PSObject? source = null)
    {
        return new()
        {
            Id = Cell(nameof(RecordRow.Id), RecordId),
            Domain = Cell(nameof(Domain), Domain),
            Name = Cell(nameof(Name), Name),
            Type = Cell(nameof(Type), Type),
            Address = Cell(nameof(Address), Address),
            OnlineTarget = Cell(nameof(OnlineTarget), OnlineTarget),
            OfflineTarget = Cell(nameof(OfflineTarget), OfflineTarget),
            Priority = Cell(nameof(Priority), Priority),
            MailServer = Cell(nameof(MailServer), MailServer),
            CanonicalName = Cell(nameof(CanonicalName), CanonicalName),
            Text = Cell(nameof(Text), Text),
            Weight = Cell(nameof(Weight), Weight),
            Port = Cell(nameof(Port), Port),
            Target = Cell(nameof(Target), Target),
            Flags = Cell(nameof(Flags), Flags),
            Tag = Cell(nameof(Tag), Tag),
            Value = Cell(nameof(Value), Value),
            TimeToLive = Cell(nameof(TimeToLive), TimeToLive),
        };

        string? Cell(string name, string? value) => !wanted(name) ? null : source is null ? value : CellOf(source, name);
    }
}
