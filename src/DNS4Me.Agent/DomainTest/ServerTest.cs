using System.Net.Sockets;
using DNS4Me.Agent.Dns;
using DNS4Me.Dns;

namespace DNS4Me.Agent.DomainTest;

/// <summary>Asks one server for records, and judges what it says. A server that does not answer is a finding, not a failure.</summary>
/// <param name="domain">The domain.</param>
/// <param name="server">The server.</param>
/// <param name="time">The clock of the waits.</param>
/// <param name="until">When the time for all of it is up.</param>
internal sealed class ServerTest(DnsName domain, Authority server, TimeProvider time, CancellationToken until)
{
    /// <summary>How many questions to one server may be under way.</summary>
    private const int MostAtOnce = 8;

    private const int Tries = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly AnswerJudge _judge = new(domain.ToString(finalDot: false), server.ToString());

    /// <summary>The serial number of the zone, as the server has it; null when it has not said.</summary>
    public uint? Serial { get; private set; }

    /// <summary>Asks for everything.</summary>
    /// <param name="sets">What to ask for.</param>
    /// <param name="asked">Is called after each question.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<DomainCheck>> RunAsync(IReadOnlyList<ExpectedSet> sets, Action asked, CancellationToken cancellation)
    {
        try
        {
            var authority = await AskAsync(domain, DnsType.SOA, cancellation).ConfigureAwait(false);
            Serial = authority.Answers.Concat(authority.Authorities).Select(record => record.Data).OfType<SoaRecordData>().FirstOrDefault()?.Serial;
        }
        catch (DNS4MeException e)
        {
            // One that does not answer now would not answer the rest either, and the others have a right to the time.
            var isOurs = e.InnerException is SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.AddressFamilyNotSupported or SocketError.AddressNotAvailable };
            return [.. sets.SelectMany(set => _judge.Undecided(set, isOurs ? null : false, isOurs ? $"This machine has no way to the server: {e.Fault.Message}" : e.Fault.Message))];
        }

        var checks = new IReadOnlyList<DomainCheck>[sets.Count];
        await Parallel.ForAsync(0, sets.Count, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation }, async (i, token) =>
        {
            try
            {
                checks[i] = _judge.Judge(sets[i], await AskAsync(sets[i].Question, sets[i].Type, token).ConfigureAwait(false));
            }
            catch (DNS4MeException e)
            {
                checks[i] = _judge.Undecided(sets[i], false, e.Fault.Message);
            }

            asked();
        }).ConfigureAwait(false);
        return [.. checks.SelectMany(set => set)];
    }

    /// <summary>Asks, and once more if nothing comes.</summary>
    private async Task<DnsMessage> AskAsync(DnsName name, DnsType type, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, until);
        for (var left = Tries; ; left--)
        {
            try
            {
                return await DnsAsker.AskAsync(server.EndPoint, name, type, recursionDesired: false, tcp: false, Patience, time, either.Token).ConfigureAwait(false);
            }
            catch (DNS4MeException e) when (left > 1 && e.Fault.Code is (FaultCode.DnsTimedOut or FaultCode.DnsMalformed))
            {
                // A datagram may be lost, or forged; once.
            }
            catch (OperationCanceledException e) when (until.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                throw new DNS4MeException(Faults.DnsTimedOut(server.ToString(), name.ToString(finalDot: false)), e);
            }
        }
    }
}
