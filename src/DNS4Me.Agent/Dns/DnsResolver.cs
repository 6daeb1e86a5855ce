using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.Dns;

/// <summary>
/// Asks DNS servers what a person wants to know, with our own DNS messages: over UDP in a few tries, over TCP when the answer was cut.
/// </summary>
/// <param name="time">The clock of the deadlines.</param>
/// <param name="systemServers">The servers of the machine's set-up; by default <see cref="SystemServers.Find"/>.</param>
internal sealed class DnsResolver(TimeProvider time, Func<IReadOnlyList<IPAddress>>? systemServers = null)
{
    private const int Tries = 3;

    private readonly Func<IReadOnlyList<IPAddress>> _systemServers = systemServers ?? SystemServers.Find;

    /// <summary>Asks.</summary>
    /// <returns>An answer without an error, though it may have no record of the type.</returns>
    /// <exception cref="DNS4MeException">The request is not allowed, no server could be asked, or the answer is an error.</exception>
    public async Task<ResolveResult> ResolveAsync(ResolveRequest request, CancellationToken cancellation)
    {
        var question = ResolveQuestion.Read(request);
        var started = time.GetTimestamp();
        var servers = await FindServersAsync(question, cancellation).ConfigureAwait(false);
        return await AskAllAsync(question, servers, question.Timeout - time.GetElapsedTime(started), cancellation).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<IPEndPoint>> FindServersAsync(ResolveQuestion question, CancellationToken cancellation)
    {
        if (question.AsksSystem)
        {
            return [.. _systemServers().Select(address => new IPEndPoint(address, question.Port))];
        }

        if (question.Address is not null)
        {
            return [new(question.Address, question.Port)];
        }

        try
        {
            var addresses = await System.Net.Dns.GetHostAddressesAsync(question.Host!, cancellation).WaitAsync(question.Timeout, time, cancellation).ConfigureAwait(false);
            return [.. addresses.Select(address => new IPEndPoint(address, question.Port))];
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new DNS4MeException(Faults.DnsUnreachable(question.Host!, e.Message), e);
        }
    }

    /// <summary>
    /// Asks server after server, and round again while tries are left. A server that cannot be reached, or will not answer this question, is not asked
    /// again; what it failed with is told if no other one answers.
    /// </summary>
    private async Task<ResolveResult> AskAllAsync(ResolveQuestion question, IReadOnlyList<IPEndPoint> servers, TimeSpan rest, CancellationToken cancellation)
    {
        // Over TCP the transport itself repeats what is lost.
        var tries = Math.Max(question.Tcp ? 1 : Tries, servers.Count);
        var patience = TimeSpan.FromTicks(Math.Max(rest.Ticks, 1)) / tries;
        var waiting = new Queue<IPEndPoint>(servers);
        DNS4MeException? failure = null;
        for (var left = tries; left > 0 && waiting.TryDequeue(out var server); left--)
        {
            try
            {
                return await AskAsync(question, server, patience, cancellation).ConfigureAwait(false);
            }
            catch (DNS4MeException e) when (e.Fault.Code is FaultCode.DnsTimedOut or FaultCode.DnsMalformed)
            {
                failure = e;
                waiting.Enqueue(server);
            }
            catch (DNS4MeException e) when (e.Fault.Code is FaultCode.DnsUnreachable or FaultCode.DnsFailed)
            {
                failure = e;
            }
        }

        throw failure!;
    }

    private async Task<ResolveResult> AskAsync(ResolveQuestion question, IPEndPoint server, TimeSpan patience, CancellationToken cancellation)
    {
        var answer = await DnsAsker.AskAsync(server, question.Name, question.Type, recursionDesired: true, question.Tcp, patience, time, cancellation).ConfigureAwait(false);
        var name = question.Name.ToString(finalDot: false);
        return answer.Rcode switch
        {
            DnsRcode.NoError => ResolveAnswer.ToResult(answer, server),
            DnsRcode.NXDomain => throw new DNS4MeException(Faults.DnsNameUnknown(server.ToString(), name)),
            var rcode => throw new DNS4MeException(Faults.DnsFailed(server.ToString(), name, rcode.ToText())),
        };
    }
}
