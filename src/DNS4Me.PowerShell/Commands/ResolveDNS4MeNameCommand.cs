using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;

namespace DNS4Me.PowerShell.Commands;

/// <summary>Asks a DNS server for the records of a name, past every cache. The agent asks, with the project's own DNS code.</summary>
[Cmdlet(VerbsDiagnostic.Resolve, "DNS4MeName")]
[OutputType(typeof(ResolvedRecord))]
public sealed class ResolveDNS4MeNameCommand : DNS4MeCommand
{
    private const int LongestWait = 300;
    private const string NoError = "NOERROR";
    private const string NameUnknown = "NXDOMAIN";
    private const string AnswerSection = "Answer";

    /// <summary>The names to ask for.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    [AllowEmptyString]
    public string[] Name { get; set; } = [];

    /// <summary>The server to ask: an address or a host name. Without it those that this machine is set up with are asked.</summary>
    [Parameter(Position = 1)]
    [BlankIsNull]
    [AllowNull]
    public string? Server { get; set; }

    /// <summary>The server's port.</summary>
    [Parameter]
    public int Port { get; set; } = ResolveRequest.DefaultPort;

    /// <summary>The type of records, by its DNS name or as TYPE123.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RecordTypeCompleter))]
    public string Type { get; set; } = nameof(RecordType.A);

    /// <summary>Whether to ask over TCP from the start.</summary>
    [Parameter]
    public SwitchParameter Tcp { get; set; }

    /// <summary>How long to wait for one name, in seconds.</summary>
    [Parameter]
    public int TimeoutSec { get; set; } = 5;

    /// <summary>Whether to write the records of all sections, not those of the answer alone.</summary>
    [Parameter]
    public SwitchParameter AllSections { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(TimeoutSec), TimeoutSec, LongestWait);
        CheckRange(nameof(Port), Port, PortRules.Highest);
        foreach (var name in Name)
        {
            Resolve(name);
        }
    }

    private void Resolve(string name)
    {
        ResolveResult result;
        try
        {
            result = Ask((agent, cancellation) => agent.ResolveAsync(Question(name), cancellation));
        }
        catch (DNS4MeException e) when (Name.Length > 1)
        {
            WriteError(FaultRecords.ToErrorRecord(e.Fault));
            return;
        }

        Write(result.Records.Where(record => AllSections || record.Section == AnswerSection).Select(record => record with { Server = record.Server ?? result.Server }));
        if (result.ResponseCode != NoError)
        {
            WriteError(FaultRecords.ToErrorRecord(result.ResponseCode == NameUnknown
                ? Faults.DnsNameUnknown(result.Server, name)
                : Faults.DnsFailed(result.Server, name, result.ResponseCode)));
        }
    }

    private ResolveRequest Question(string name) => new()
    {
        Name = name,
        Type = Type,
        Server = Server,
        Port = Port,
        Tcp = Tcp,
        Timeout = TimeSpan.FromSeconds(TimeoutSec),
    };
}
