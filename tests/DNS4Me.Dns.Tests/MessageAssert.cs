namespace DNS4Me.Dns.Tests;

/// <summary>Compares messages by what they mean.</summary>
internal static class MessageAssert
{
    internal static void Same(DnsMessage expected, DnsMessage actual)
    {
        Assert.Equal((expected.Id, expected.Opcode, expected.Flags, expected.Rcode), (actual.Id, actual.Opcode, actual.Flags, actual.Rcode));
        Assert.Equal(expected.Questions, actual.Questions);
        Assert.Equal(expected.Answers, actual.Answers);
        Assert.Equal(expected.Authorities, actual.Authorities);
        Assert.Equal(expected.Additionals, actual.Additionals);
        Assert.Equal(expected.Edns is null, actual.Edns is null);
        if (expected.Edns is { } edns)
        {
            Assert.Equal((edns.UdpPayloadSize, edns.Version, edns.Flags), (actual.Edns!.UdpPayloadSize, actual.Edns.Version, actual.Edns.Flags));
            Assert.Equal(edns.Options, actual.Edns.Options);
        }
    }
}
