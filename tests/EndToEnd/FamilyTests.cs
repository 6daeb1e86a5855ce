using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>A machine with both address families, each of which has a lease of its own.</summary>
public class FamilyTests
{
    private const string Machine = "198.51.100.7";
    private const string OtherIPv6 = "2001:db8::8";

    [Fact]
    public async Task A_family_that_is_lost_takes_its_own_address_away_and_brings_it_back()
    {
        await using var networks = await TwoNetworks.StartAsync(bothFamilies: true);
        await using var home = new ClientHome { Under = networks.OnMachine };
        await home.RegisterAsync(networks, "Set-DNS4MeOnlineSetting -Timeout 00:00:12\nSet-DNS4MeOption -KeepAliveInterval 00:00:02 -ReconnectInterval 00:00:02\nConnect-DNS4Me -TimeoutSec 30");
        await AnswersAsync(networks, Machine, TwoNetworks.MachineIPv6);

        foreach (var ipv6 in new[] { true, false })
        {
            await networks.LoseToServiceAsync(ipv6);
            await AnswersAsync(networks, ipv6 ? Machine : "", ipv6 ? "" : TwoNetworks.MachineIPv6);
            Assert.Equal("Online", await home.GetAsync("(Get-DNS4MeStatus).State"));
            await networks.FindServiceAsync(ipv6);
            await AnswersAsync(networks, Machine, TwoNetworks.MachineIPv6);
        }

        Assert.Equal("1", await home.GetAsync("(Get-DNS4MeStatus).Epoch"));
    }

    [Fact]
    public async Task Another_IPv6_address_is_published_beside_the_IPv4_address_that_stays()
    {
        await using var networks = await TwoNetworks.StartAsync(bothFamilies: true);
        await using var home = new ClientHome { Under = networks.OnMachine };
        await home.RegisterAsync(networks, "Connect-DNS4Me -TimeoutSec 30");
        await AnswersAsync(networks, Machine, TwoNetworks.MachineIPv6);

        await networks.RenumberAsync(TwoNetworks.MachineIPv6, OtherIPv6);
        await AnswersAsync(networks, Machine, OtherIPv6);
        Assert.Equal($"{Machine} {OtherIPv6}", await home.GetAsync("Get-DNS4MeStatus | ForEach-Object { \"$($_.Address) $($_.AddressIPv6)\" }"));
    }

    private static async Task AnswersAsync(TwoNetworks networks, string ipv4, string ipv6)
    {
        await Eventually.IsAsync(ipv6, () => networks.AnswerAsync("AAAA"), "The IPv6 address of the domain");
        await Eventually.IsAsync(ipv4, () => networks.AnswerAsync("A"), "The IPv4 address of the domain");
    }
}
