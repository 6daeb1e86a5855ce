using System.Net;
using DNS4Me.Dns;
using DNS4Me.Local;

namespace DNS4Me.Agent.Dns;

/// <summary>A DNS message as the local protocol tells it.</summary>
internal static class ResolveAnswer
{
    /// <summary>Tells an answer.</summary>
    public static ResolveResult ToResult(DnsMessage answer, IPEndPoint server)
    {
        var by = server.ToString();
        return new()
        {
            ResponseCode = answer.Rcode.ToText(),
            Authoritative = answer.IsAuthoritative,
            Server = by,
            Records =
            [
                .. ToRecords(answer.Answers, DnsSection.Answer, by),
                .. ToRecords(answer.Authorities, DnsSection.Authority, by),
                .. ToRecords(answer.Additionals, DnsSection.Additional, by),
            ],
        };
    }

    private static IEnumerable<ResolvedRecord> ToRecords(IEnumerable<DnsResourceRecord> records, DnsSection section, string server) => records.Select(record => new ResolvedRecord
    {
        Name = record.Name.ToString(finalDot: false),
        Type = record.Type.ToText(),
        TimeToLive = record.TimeToLive,
        Section = section.ToString(),
        Data = record.Data.ToString(),
        Address = (record.Data as AddressRecordData)?.Address,
        Server = server,
    });
}
