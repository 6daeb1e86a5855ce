namespace DNS4Me.Dns.Tests;

public class SmokeTests
{
    [Fact]
    public void Dns_types_carry_their_registry_numbers() => Assert.Equal(28, (int)DnsType.AAAA);
}
