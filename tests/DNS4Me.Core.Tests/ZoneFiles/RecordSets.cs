using System.Net;
using FsCheck;
using FsCheck.Fluent;

namespace DNS4Me.Tests.ZoneFiles;

/// <summary>Random sets of records that a domain may have, in the order of a listing.</summary>
internal static class RecordSets
{
    private static readonly Gen<string> Label = Gen.Elements("www", "a", "0", "in", "a1", "60", "xn--bcher-kva", "_acme-challenge", "_x", "longer-label-of-a-name", "mx");

    private static readonly Gen<string> Name = Gen.Frequency(
        (2, Gen.Constant("")),
        (1, Gen.Constant("*")),
        (1, Label.Select(label => "*." + label)),
        (6, Label),
        (2, Gen.Zip(Label, Label).Select(labels => $"{labels.Item1}.{labels.Item2}")));

    private static readonly Gen<string> FullName = Gen.Elements("alice.example", "www.alice.example", "host.example.net", "_dmarc.example.net", "a.b-c.d");
    private static readonly Gen<string> FullNameOrNone = Gen.Frequency((4, FullName), (1, Gen.Constant(".")));
    private static readonly Gen<int> UInt16 = Gen.Elements(0, 1, 10, 65535);
    private static readonly Gen<HostTarget> Url = Gen.Elements("http://x.example", "https://x.example/a;b?(c)=\"d\"&ü=%20#'\\").Select(HostTarget.ToUrl);
    private static readonly Gen<byte> Octet = Gen.Frequency((3, Gen.Elements("aZ09 ;()\"\\@$'".Select(c => (byte)c).ToArray())), (1, Gen.Choose(0, 255).Select(octet => (byte)octet)));

    private static readonly Gen<string> Text = Gen.Choose(0, 300).SelectMany(length => Octet.ArrayOf(length)).Select(octets => octets.Chunk(CharacterStrings.Longest).ToArray())
        .SelectMany(strings => Gen.Elements(0, 1).Select(empty => CharacterStrings.Format([.. strings, .. Enumerable.Repeat<byte[]>([], strings.Length == 0 ? 1 : empty)])));

    private static readonly Gen<RecordValues> Values = Gen.OneOf(
        Host(RecordType.A, Gen.Choose(1, 250).Select(i => IPAddress.Parse($"192.0.2.{i}"))),
        Host(RecordType.AAAA, Gen.Choose(1, 65535).Select(i => IPAddress.Parse($"2001:db8::{i:x}"))),
        Gen.Zip(UInt16, FullNameOrNone).Select(data => new RecordValues { Type = RecordType.MX, Priority = data.Item1, MailServer = data.Item2 }),
        FullName.Select(name => new RecordValues { Type = RecordType.CNAME, CanonicalName = name }),
        Text.Select(text => new RecordValues { Type = RecordType.TXT, Text = text }),
        Gen.Zip(Gen.Zip(UInt16, UInt16), Gen.Zip(UInt16, FullNameOrNone)).Select(data => new RecordValues
        {
            Type = RecordType.SRV,
            Priority = data.Item1.Item1,
            Weight = data.Item1.Item2,
            Port = data.Item2.Item1,
            Target = data.Item2.Item2,
        }),
        Gen.Zip(Gen.Elements(0, 128, 255), Gen.Elements("a", ";", "ca.example; a=\"b\\\"", " ~")).Select(data => new RecordValues { Type = RecordType.CAA, Flags = data.Item1, Tag = "issue", Value = data.Item2 }));

    private static readonly Gen<RecordValues> Record = Gen.Zip(Gen.Zip(Name, Gen.Elements(0, 1, 60, 86400, int.MaxValue)), Values)
        .Select(drawn => drawn.Item2 with { Domain = Zones.Domain, Name = drawn.Item1.Item1, TimeToLive = drawn.Item1.Item2 });

    public static Arbitrary<IReadOnlyList<DomainRecord>> Any { get; } = Record.ListOf().Select(values => Accepted(values)).ToArbitrary();

    private static IReadOnlyList<DomainRecord> Accepted(IEnumerable<RecordValues> values)
    {
        var records = new List<DomainRecord>();
        foreach (var value in values)
        {
            if (RecordRules.Create(value, out _) is { } record && RecordSetRules.Check(record, [.. records.Where(other => other.Name == record.Name)]) is null)
            {
                records.Add(record);
            }
        }

        return [.. records.OrderBy(record => record.Name, StringComparer.Ordinal)];
    }

    private static Gen<RecordValues> Host(RecordType type, Gen<IPAddress> addresses)
    {
        var address = addresses.Select(HostTarget.ToAddress);
        var online = Gen.Frequency((3, address), (1, Gen.Constant(HostTarget.Default)), (1, Gen.Choose(1, 65535).Select(HostTarget.ToPort)), (1, Url));
        var offline = Gen.Frequency((3, Gen.Constant(HostTarget.Default)), (1, address), (1, Gen.Constant(HostTarget.OfflinePage)), (1, Url));
        return Gen.Zip(online, offline).Select(targets => new RecordValues { Type = type, OnlineTarget = targets.Item1, OfflineTarget = targets.Item2 });
    }
}
