using System.Diagnostics;
using DNS4Me.Local;
using DNS4Me.PowerShell.Binding;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Completion;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// Asks the servers that a domain is delegated to, and never this machine's resolver, for every record, and tells whether the world sees what it should.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "DNS4MeDomain")]
[OutputType(typeof(bool), typeof(DomainCheck))]
public sealed class TestDNS4MeDomainCommand : DNS4MeCommand
{
    private const int LongestWait = 3_600;

    /// <summary>The domains; each has an answer of its own. None: all of the registration's, with one answer for all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(DomainNameCompleter))]
    [DomainNames]
    [AllowEmptyCollection]
    public string[] Domain { get; set; } = [];

    /// <summary>Whether to write what each server says of each record, instead of whether all is well.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>How long a domain may take, in seconds.</summary>
    [Parameter]
    public int TimeoutSec { get; set; } = 30;

    /// <summary>The servers to ask, by address or by address and port, where the domain is not delegated to them yet.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Server { get; set; }

    /// <inheritdoc/>
    private protected override bool FaultsEndTheItemOnly => true;

    /// <inheritdoc/>
    private protected override void Process()
    {
        CheckRange(nameof(TimeoutSec), TimeoutSec, LongestWait);
        if (Domain.Length > 0)
        {
            foreach (var domain in Domain)
            {
                Tell(TestOrReport(domain));
            }
        }
        else
        {
            var domains = Ask((agent, cancellation) => agent.GetDomainsAsync(cancellation));
            var results = domains.Select(domain => TestOrReport(domain.Name)).ToList();
            Tell(results.Count > 0 && results.TrueForAll(result => result == true));
        }
    }

    private void Tell(bool? isWell)
    {
        if (!Detailed && isWell is { } result)
        {
            WriteObject(result);
        }
    }

    /// <returns>Whether all is well; null when that could not be found out, which is reported.</returns>
    private bool? TestOrReport(string domain)
    {
        try
        {
            return Test(domain);
        }
        catch (DNS4MeException e)
        {
            WriteError(FaultRecords.ToErrorRecord(e.Fault, domain));
            return null;
        }
    }

    private bool Test(string domain)
    {
        var spent = Stopwatch.StartNew();
        var (matched, differed) = (false, false);
        var request = new DomainTestRequest { Domain = domain, Servers = Server, Timeout = TimeSpan.FromSeconds(TimeoutSec) };
        while (true)
        {
            var result = Ask((agent, cancellation) => agent.TestDomainAsync(request, note => ShowProgress(Words.TestingDomain, note.Activity), cancellation));
            matched |= result.Checks.Any(check => check.Matches == true);
            differed |= result.Checks.Any(check => check.Matches == false);
            if (Detailed)
            {
                Write(result.Checks);
            }

            if (result.Next is null || (differed && !Detailed))
            {
                return matched && !differed;
            }

            var left = TimeSpan.FromSeconds(TimeoutSec) - spent.Elapsed;
            request = left > TimeSpan.Zero
                ? request with { Servers = result.Servers, After = result.Next, Timeout = left }
                : throw new DNS4MeException(Faults.TimedOut(TimeSpan.FromSeconds(TimeoutSec)));
        }
    }
}
