using DNS4Me.ZoneFiles;

namespace DNS4Me.Tests.ZoneFiles;

public class ZoneFileReaderTests
{
    [Theory]
    [InlineData("www 60 IN A 192.0.2.1")]
    [InlineData("www IN 60 A 192.0.2.1")]
    [InlineData("$TTL 60\nwww IN A 192.0.2.1")]
    [InlineData("$TTL 1m\nwww A 192.0.2.1")]
    [InlineData("$ttl 60\nwww in a 192.0.2.1")]
    [InlineData("WWW.Alice.EXAMPLE. 60 IN A 192.0.2.1")]
    [InlineData("$ORIGIN example.\nwww.alice 60 IN A 192.0.2.1")]
    [InlineData("$ORIGIN .\nwww.alice.example 60 IN A 192.0.2.1")]
    [InlineData("$ORIGIN www\n@ 60 IN A 192.0.2.1")]
    [InlineData("$ORIGIN example.\n$ORIGIN alice\nwww 60 A 192.0.2.1")]
    [InlineData("www\t60\tIN\tA\t192.0.2.1\t;comment")]
    [InlineData("www 60 IN A 192.0.2.1;comment")]
    [InlineData("www 60 IN A (\n 192.0.2.1 ; comment\n)")]
    [InlineData("www ( 60\nIN ) A (192.0.2.1)")]
    [InlineData("www 60 IN A ((192.0.2.1))")]
    [InlineData("\uFEFFwww 60 IN A 192.0.2.1\r\n")]
    [InlineData("\r\n; comment ( \"\r\n \t\r\nwww 60 IN A 192.0.2.1\r\n")]
    [InlineData(@"\119ww 60 IN A 192.0.2.1")]
    [InlineData("www 60 CLASS1 TYPE1 192.0.2.1")]
    [InlineData(@"www 60 IN A \# 4 C0000201")]
    [InlineData(@"www 60 IN TYPE1 \# 4 c000 0201")]
    public void One_record_can_be_written_in_many_ways(string text)
        => Assert.Equal(["www 60 A 192.0.2.1 / Default"], Zones.Records(text));

    [Theory]
    [InlineData("@ 60 AAAA 2001:DB8::1", "@ 60 AAAA 2001:db8::1 / Default")]
    [InlineData("@ 60 MX 10 mail", "@ 60 MX 10 mail.alice.example")]
    [InlineData("@ 60 MX 0 .", "@ 60 MX 0 .")]
    [InlineData("@ 60 MX 10 Mail.Example.NET.", "@ 60 MX 10 mail.example.net")]
    [InlineData("ftp 60 CNAME @", "ftp 60 CNAME alice.example")]
    [InlineData("_sip._tcp 60 SRV 1 2 5060 sip", "_sip._tcp 60 SRV 1 2 5060 sip.alice.example")]
    [InlineData("_sip._tcp 60 SRV 0 0 0 .", "_sip._tcp 60 SRV 0 0 0 .")]
    [InlineData("@ 60 CAA 0 issue \"ca.example; account=1\"", "@ 60 CAA 0 issue \"ca.example; account=1\"")]
    [InlineData("@ 60 CAA 128 Issue ca.example", "@ 60 CAA 128 issue \"ca.example\"")]
    [InlineData("@ 60 CAA 0 issue \";\"", "@ 60 CAA 0 issue \";\"")]
    [InlineData("* 60 A 192.0.2.1", "* 60 A 192.0.2.1 / Default")]
    [InlineData("*.dev 60 A 192.0.2.1", "*.dev 60 A 192.0.2.1 / Default")]
    [InlineData("60 60 A 192.0.2.1", "60 60 A 192.0.2.1 / Default")]
    [InlineData("in 60 A 192.0.2.1", "in 60 A 192.0.2.1 / Default")]
    [InlineData("bücher 60 A 192.0.2.1", "xn--bcher-kva 60 A 192.0.2.1 / Default")]
    [InlineData("@ 0 TXT \"\"", "@ 0 TXT \"\"")]
    [InlineData("@ 60 TXT a b", "@ 60 TXT \"a\" \"b\"")]
    [InlineData("@ 60 TXT \"a; b (c)\"", "@ 60 TXT \"a; b (c)\"")]
    [InlineData("@ 60 TXT \"a\"\"b\"c", "@ 60 TXT \"a\" \"b\" \"c\"")]
    [InlineData("@ 60 TXT \"a\\\"b\\\\c\\065\\059d\"", "@ 60 TXT \"a\\\"b\\\\cA;d\"")]
    [InlineData("@ 60 TXT a\\;b\\ c\\\"d", "@ 60 TXT \"a;b c\\\"d\"")]
    [InlineData("@ 60 TXT ( \"a\" ; one\n \"b\" ) ; two", "@ 60 TXT \"a\" \"b\"")]
    [InlineData("@ 60 TXT \"ü\\255\"", "@ 60 TXT \"\\195\\188\\255\"")]
    [InlineData("@ 60 TXT \\# 4 0161 0162", "@ 60 TXT \"a\" \"b\"")]
    [InlineData("@ 60 MX \\# 16 000A 046D61696C 07 6578616D706C65 00", "@ 60 MX 10 mail.example")]
    [InlineData("_a 60 SRV \\# 7 0001 0002 0003 00", "_a 60 SRV 1 2 3 .")]
    [InlineData("x 60 CNAME \\# 14 046D61696C 07 6578616D706C65 00", "x 60 CNAME mail.example")]
    [InlineData("@ 60 TYPE257 \\# 9 00 05 6973737565 3B20", "@ 60 CAA 0 issue \"; \"")]
    [InlineData("@ 60 AAAA \\# 16 20010DB8000000000000000000000001", "@ 60 AAAA 2001:db8::1 / Default")]
    public void Every_type_is_read(string text, string record) => Assert.Equal([record], Zones.Records(text));

    [Fact]
    public void A_line_that_begins_with_a_blank_has_the_owner_before_it()
        => Assert.Equal(
            ["www 60 A 192.0.2.1 / Default", "www 60 AAAA 2001:db8::1 / Default", "www 60 TXT \"x\""],
            Zones.Records("www 60 A 192.0.2.1\n\tAAAA 2001:db8::1\n\n$ORIGIN sub\n  ; comment\n IN TXT x"));

    [Fact]
    public void RFC_1035_s_own_example_is_read()
    {
        // Section 5.3, for the domain alice.example in place of ISI.EDU, and without the name server and the mail domain inside the zone.
        const string Example = """
            @   IN  SOA     VENERA      Action\.domains (
                                             20     ; SERIAL
                                             7200   ; REFRESH
                                             600    ; RETRY
                                             3600000; EXPIRE
                                             60)    ; MINIMUM

                    NS      A.ISI.EDU.
                    NS      VENERA
                    NS      VAXA
                    MX      10      VENERA
                    MX      20      VAXA

            A       A       26.3.0.103

            VENERA  A       10.1.0.52
                    A       128.9.0.32

            VAXA    A       10.2.0.27
                    A       128.9.0.33
            """;
        Assert.Equal(
            [
                "@ 60 MX 10 venera.alice.example", "@ 60 MX 20 vaxa.alice.example", "a 60 A 26.3.0.103 / Default", "venera 60 A 10.1.0.52 / Default",
                "venera 60 A 128.9.0.32 / Default", "vaxa 60 A 10.2.0.27 / Default", "vaxa 60 A 128.9.0.33 / Default",
            ],
            Zones.Records(Example));
        Assert.Equal(["SOA", "NS"], Zones.Read(Example).Notices.Select(notice => notice.Message.Contains("SOA") ? "SOA" : "NS"));
        Assert.All(Zones.Read(Example).Notices, notice => Assert.True(notice.IsRoutine));
    }

    [Fact]
    public void RFC_2308_s_own_example_of_TTL_is_read()
    {
        // Section 4: the two forms mean the same.
        Assert.Equal(
            ["@ 3600 A 192.0.2.1 / Default", "@ 1800 TXT \"x\"", "www 3600 A 192.0.2.2 / Default"],
            Zones.Records("$TTL 3600\n@ A 192.0.2.1\n 1800 TXT x\nwww A 192.0.2.2"));
    }

    [Theory]
    [InlineData("@ 300 A 192.0.2.1\nb A 192.0.2.2", 300)]
    [InlineData("@ 300 A 192.0.2.1\n$TTL 60\nb A 192.0.2.2", 60)]
    [InlineData("$TTL 60\n$TTL 90\n@ 300 A 192.0.2.1\nb A 192.0.2.2", 90)]
    [InlineData("@ SOA a. b. 1 2 3 4 77\nb A 192.0.2.2", 77)]
    [InlineData("@ 99 SOA a. b. 1 2 3 4 77\nb A 192.0.2.2", 99)]
    [InlineData("@ SOA a. b. 1 2 3 4 1h\n@ 300 A 192.0.2.1\nb A 192.0.2.2", 3600)]
    [InlineData("b A 192.0.2.2", DomainRecord.DefaultTimeToLive)]
    public void A_time_to_live_that_is_missing_is_found_as_BIND_finds_it(string text, int expected)
        => Assert.Equal(expected, Zones.Read(text).Records[^1].Record.TimeToLive);

    [Fact]
    public void A_record_that_got_the_usual_time_to_live_is_noticed()
        => Assert.Contains("2 records without a time to live", Assert.Single(Zones.Read("b A 192.0.2.2\nc A 192.0.2.2").Notices, notice => !notice.IsRoutine).Message);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1s", 1)]
    [InlineData("1h30m", 5400)]
    [InlineData("1W2D3H4M5S", 788645)]
    [InlineData("1m1m", 120)]
    [InlineData("2147483647", int.MaxValue)]
    public void Times_have_BIND_s_units(string time, int seconds) => Assert.Equal(seconds, Assert.Single(Zones.Read($"b {time} A 192.0.2.1").Records).Record.TimeToLive);

    [Theory]
    [InlineData("www 60 A 192.0.2.1 ; dns4me: offline=OfflinePage", "www 60 A 192.0.2.1 / OfflinePage")]
    [InlineData("www 60 A 192.0.2.1 ;DNS4Me:offline=192.0.2.2", "www 60 A 192.0.2.1 / 192.0.2.2")]
    [InlineData("www 60 A 192.0.2.1 ; dns4me: online=Default offline=url:https://x.example/;(\"a", "www 60 A Default / url:https://x.example/;(\"a")]
    [InlineData("www 60 AAAA 2001:db8::1 ; dns4me: online=port:8080", "www 60 AAAA port:8080 / Default")]
    [InlineData("; dns4me: www 60 IN A online=port:8080 offline=OfflinePage", "www 60 A port:8080 / OfflinePage")]
    [InlineData("$ORIGIN sub\n$TTL 5\n  ; dns4me: @ AAAA online=url:http://x.example", "sub 5 AAAA url:http://x.example / Default")]
    public void Remarks_hold_what_DNS_has_no_form_for(string text, string record) => Assert.Equal([record], Zones.Records(text));

    [Fact]
    public void Other_comments_are_no_remarks()
        => Assert.Equal(["www 60 A 192.0.2.1 / Default"], Zones.Records("; dns4me\n; see dns4me: www\n;dns4m: x\nwww 60 A 192.0.2.1 ; for dns4me: nothing"));

    [Fact]
    public void What_the_service_or_a_signer_makes_is_passed_over()
    {
        var file = Zones.Read("""
            $TTL 60
            @ SOA ns1 hostmaster 1 2 3 4 5
            @ NS ns1.example.net.
            @ DNSKEY 257 3 13 abc=
            @ RRSIG A 13 2 60 20260101000000 20250101000000 1 alice.example. abc=
            @ TYPE47 \# 0
            * 60 A 192.0.2.1 ; dns4me: default
            www A 192.0.2.1
            www A 192.0.2.1
            """);
        Assert.Empty(file.Mistakes);
        Assert.Single(file.Records);
        Assert.Equal(["2 SOA True", "3 NS True", "4 DNSKEY False", "5 RRSIG False", "6 NSEC False", "7 maintains True", "9 same False"],
            file.Notices.Select(notice => $"{notice.Line} {new[] { "SOA", "RRSIG", "DNSKEY", "NSEC", "NS", "maintains", "same" }.First(word => notice.Message.Contains(word))} {notice.IsRoutine}"));
    }

    [Fact]
    public void A_record_has_the_line_that_it_begins_on()
        => Assert.Equal([2, 5], Zones.Read("\nwww 60 TXT (\n a\n)\nwww 60 TXT b").Records.Select(record => record.Line));

    [Fact]
    public void A_domain_that_is_none_is_refused()
        => Assert.Equal(FaultCode.InvalidValue, Assert.Throws<DNS4MeException>(() => ZoneFileReader.Read(new StringReader(""), "-", TestContext.Current.CancellationToken)).Fault.Code);
}
