using System.Collections.Concurrent;

namespace DNS4Me.Dns.Tests;

public class WireNameTests
{
    [Fact]
    public void Lower_casing_changes_letters_and_nothing_else()
    {
        var name = DnsName.Parse(@"AZ\064\091\192.aZ09").Wire;
        var lower = new byte[name.Length];

        WireName.ToLower(name, lower);

        Assert.Equal(DnsName.Parse(@"az\064\091\192.az09").Wire, lower);
    }

    [Fact]
    public void A_label_is_skipped_within_the_same_memory()
    {
        var name = DnsName.Parse("www.example.net").Wire;

        Assert.Equal("www"u8, WireName.FirstLabel(name));
        Assert.True(WireName.Parent(name) == name[4..]);
        Assert.True(WireName.IsRoot(WireName.Parent(WireName.Parent(WireName.Parent(name)))));
    }

    [Theory]
    [InlineData("00", 1)]
    [InlineData("016100", 3)]
    [InlineData("0161003f", 3)]
    public void A_name_at_the_start_of_a_buffer_is_measured(string buffer, int expected)
    {
        Assert.True(WireName.TryGetLength(Convert.FromHexString(buffer), out var length));
        Assert.Equal(expected, length);
    }

    [Fact]
    public void A_name_that_is_cut_compressed_or_too_long_has_no_length()
    {
        var tooLong = new byte[300];
        for (var i = 0; i < 256; i += 2)
        {
            tooLong[i] = 1;
        }

        Assert.False(WireName.TryGetLength([], out _));
        Assert.False(WireName.TryGetLength([3, 0x61, 0x62], out _));
        Assert.False(WireName.TryGetLength([1, 0x61], out _));
        Assert.False(WireName.TryGetLength([0xC0, 0x0C], out _));
        Assert.False(WireName.TryGetLength([0x40, 0], out _));
        Assert.False(WireName.TryGetLength(tooLong, out _));
    }

    [Fact]
    public void A_table_keyed_by_octets_is_searched_with_a_span()
    {
        var table = new ConcurrentDictionary<byte[], string>(WireNameComparer.Canonical);
        table[DnsName.Parse("www.example").Wire.ToArray()] = "found";
        var lookup = table.GetAlternateLookup<ReadOnlySpan<byte>>();

        Assert.True(lookup.TryGetValue(DnsName.Parse("www.example").Wire, out var value));
        Assert.Equal("found", value);
        Assert.False(lookup.TryGetValue(DnsName.Parse("ftp.example").Wire, out _));
        Assert.False(lookup.TryGetValue(DnsName.Parse("WWW.example").Wire, out _));

        lookup[DnsName.Parse("ftp.example").Wire] = "added";
        Assert.Equal("added", table[DnsName.Parse("ftp.example").Wire.ToArray()]);
    }
}
