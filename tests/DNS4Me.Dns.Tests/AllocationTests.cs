namespace DNS4Me.Dns.Tests;

public class AllocationTests
{
    private const int Rounds = 1000;

    [Fact]
    public void Reading_a_query_and_writing_its_answer_allocates_nothing()
    {
        var names = new byte[DnsLimits.MaxNameLength];
        var buffer = new byte[DnsLimits.DefaultUdpPayloadSize];
        var records = Samples.FullResponse.Answers.Select(record => (record.Type, Rdata: record.Data.ToWire())).ToArray();
        var soa = Samples.Soa.ToWire();
        Assert.True(Answer(Samples.DigQuery, names, buffer, records, soa) > 0);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            Answer(Samples.DigQuery, names, buffer, records, soa);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static int Answer(byte[] message, byte[] names, byte[] buffer, (DnsType Type, byte[] Rdata)[] records, byte[] soa)
    {
        if (DnsQuery.Parse(message, names, out var query) != DnsQueryStatus.Ok)
        {
            return 0;
        }

        var writer = DnsMessageWriter.StartResponse(buffer, query.UdpPayloadLimit, query, DnsHeaderFlags.AuthoritativeAnswer, DnsRcode.NoError);
        writer.Reserve(DnsLimits.OptRecordLength);
        foreach (var (type, rdata) in records)
        {
            writer.TryWriteRecord(DnsSection.Answer, query.Name, type, query.Class, 60, rdata);
        }

        writer.TryWriteRecord(DnsSection.Authority, WireName.Parent(query.CanonicalName), DnsType.SOA, query.Class, 60, soa);
        writer.TryWriteOpt(DnsLimits.DefaultUdpPayloadSize, query.Edns.Flags & DnsEdnsFlags.DnssecOk);
        return writer.Length;
    }
}
