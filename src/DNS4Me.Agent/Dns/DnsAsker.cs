using System.Net;
using System.Net.Sockets;
using DNS4Me.Dns;

namespace DNS4Me.Agent.Dns;

/// <summary>One question to one server: over UDP, over TCP when the answer was cut, and without EDNS when the server knows none.</summary>
internal static class DnsAsker
{
    /// <summary>Asks.</summary>
    /// <param name="server">The server.</param>
    /// <param name="name">The name.</param>
    /// <param name="type">The type.</param>
    /// <param name="recursionDesired">Whether the server is to ask others: yes for a resolver, no for an authority.</param>
    /// <param name="tcp">Whether to ask over TCP from the start.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The answer, whatever its response code.</returns>
    /// <exception cref="DNS4MeException">There is none.</exception>
    public static async Task<DnsMessage> AskAsync(
        IPEndPoint server, DnsName name, DnsType type, bool recursionDesired, bool tcp, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        DnsFormatException? malformed = null;
        using var deadline = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            var query = DnsMessage.CreateQuery(name, type, recursionDesired);
            var answer = await ExchangeAsync(server, query, tcp, e => malformed = e, either.Token).ConfigureAwait(false);
            if (answer is { Rcode: DnsRcode.FormErr or DnsRcode.NotImp, Edns: null })
            {
                // The server knows no EDNS. RFC 6891, section 7.
                var plain = DnsMessage.CreateQuery(name, type, recursionDesired).WithoutEdns();
                answer = await ExchangeAsync(server, plain, tcp, e => malformed = e, either.Token).ConfigureAwait(false);
            }

            return answer;
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw new DNS4MeException(malformed is null ? Faults.DnsTimedOut(server.ToString(), name.ToString(finalDot: false)) : Faults.DnsMalformed(server.ToString(), malformed.Message), e);
        }
        catch (Exception e) when (e is SocketException or EndOfStreamException)
        {
            throw new DNS4MeException(Faults.DnsUnreachable(server.ToString(), e.Message), e);
        }
        catch (Exception e) when (e is DnsFormatException or InvalidDataException)
        {
            throw new DNS4MeException(Faults.DnsMalformed(server.ToString(), e.Message), e);
        }
    }

    private static async Task<DnsMessage> ExchangeAsync(IPEndPoint server, DnsMessage query, bool tcp, Action<DnsFormatException> malformed, CancellationToken cancellation)
    {
        if (!tcp)
        {
            var answer = await DnsExchange.AskOverUdpAsync(server, query, malformed, cancellation).ConfigureAwait(false);
            if (!answer.IsTruncated)
            {
                return answer;
            }
        }

        return await DnsExchange.AskOverTcpAsync(server, query, cancellation).ConfigureAwait(false);
    }
}
