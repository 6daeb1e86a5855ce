using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Dns;
using FsCheck;
using FsCheck.Fluent;

namespace DNS4Me.Server.Tests.Dns;

/// <summary>However a domain's names came about, its tree is the one that its records build, and holds the names that a plain reckoning says.</summary>
public class ZoneTreeProperties
{
    private static readonly string[] Labels = ["a", "b", "www", "_x"];
    private static readonly DomainRecord[][] Contents =
    [
        [],
        [],
        [TestZones.Host("", HostTarget.ToAddress(IPAddress.Loopback))],
        [TestZones.Mail("", 10, "mx.example")],
        [TestZones.Alias("", "x.example")],
        [TestZones.Text("", "t"), TestZones.Host("", HostTarget.Default)],
    ];

    private static readonly Gen<string> Names =
        from wildcard in Gen.Elements("", "", "*")
        from labels in Gen.Choose(0, 3).SelectMany(count => Gen.Elements(Labels).ArrayOf(count))
        select string.Join('.', wildcard.Length == 0 ? labels : [wildcard, .. labels]);

    private static readonly Gen<Change> Changes = from name in Names from content in Gen.Elements(Contents) select new Change(name, [.. content.Select(record => record with { Name = name })]);

    /// <summary>Every name of up to four labels: those that exist, those that do not, and those below either.</summary>
    private static readonly string[] Asked = [.. Below("", 4)];

    [Fact]
    public void A_tree_brought_up_to_date_is_the_one_that_its_records_build() => Check.One(
        Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(300),
        Prop.ForAll(Changes.ArrayOf().ArrayOf().ToArbitrary(), AreEqual));

    [Fact]
    public void A_tree_grows_to_many_names_and_back_to_the_one_that_all_domains_share()
    {
        var random = new Random(20260101);
        var records = new Dictionary<string, IReadOnlyList<DomainRecord>>();
        var zone = ZoneBuilder.Default;
        foreach (var most in new[] { 3, 40, 500, 20_000, 20_000, 600, 20, 0 })
        {
            var changes = new Dictionary<string, IReadOnlyList<DomainRecord>>();
            while (records.Count < most)
            {
                var name = $"{(random.Next(9) == 0 ? "*" : $"h{random.Next(100_000)}")}.g{random.Next(most)}";
                changes[name] = records[name] = [TestZones.Text(name, "t")];
            }

            foreach (var name in records.Keys.Take(Math.Max(most / 10, records.Count - most)).ToArray())
            {
                records.Remove(name);
                changes[name] = [];
            }

            zone = ZoneBuilder.Update(zone, changes);
            Assert.Equal(Existing(records.Keys).Order(StringComparer.Ordinal), zone.Nodes.Select(node => TextOf(node.Key)).Order(StringComparer.Ordinal));
            Assert.Equal(zone.Count, zone.Nodes.Count());
        }

        Assert.Same(ZoneBuilder.Default, zone);
    }

    private static void AreEqual(Change[][] batches)
    {
        var records = new Dictionary<string, IReadOnlyList<DomainRecord>>();
        var zone = ZoneBuilder.Default;
        var earlier = new List<(ZoneTree Zone, string Content)>();
        foreach (var batch in batches)
        {
            earlier.Add((zone, Content(zone)));
            zone = ZoneBuilder.Update(zone, batch.Select(change => KeyValuePair.Create<string, IReadOnlyList<DomainRecord>>(change.Name, change.Records)));
            foreach (var (name, now) in batch)
            {
                records[name] = now;
            }
        }

        var own = records.Where(name => name.Value.Count > 0).ToArray();
        var built = ZoneBuilder.Build([.. own.SelectMany(name => name.Value)]);
        Assert.Equal(Content(built), Content(zone));
        Assert.Equal(Existing(own.Select(name => name.Key)).Order(StringComparer.Ordinal), zone.Nodes.Select(node => TextOf(node.Key)).Order(StringComparer.Ordinal));
        Assert.Equal(own.Length == 0, ReferenceEquals(ZoneBuilder.Default, zone));
        foreach (var name in Asked)
        {
            var relative = ZoneBuilder.RelativeName(name);
            Assert.Equal(built.TryFind(relative, out var expected), zone.TryFind(relative, out var found));
            Assert.Equal(Describe(expected), Describe(found));
        }

        Assert.All(earlier, before => Assert.Equal(before.Content, Content(before.Zone)));
    }

    private static IEnumerable<string> Existing(IEnumerable<string> own) => own.Append("*").SelectMany(Ancestors).Distinct();

    private static IEnumerable<string> Ancestors(string name)
    {
        var labels = name.Length == 0 ? [] : name.Split('.');
        return Enumerable.Range(0, labels.Length + 1).Select(skipped => string.Join('.', labels.Skip(skipped)));
    }

    private static IEnumerable<string> Below(string name, int depth)
        => depth == 0 ? [name] : Labels.Append("*").SelectMany(label => Below(name.Length == 0 ? label : $"{label}.{name}", depth - 1)).Prepend(name);

    private static string Content(ZoneTree zone)
        => string.Join('\n', zone.Nodes.Select(node => $"{TextOf(node.Key)}: {Describe(node.Value)}").Order(StringComparer.Ordinal));

    private static string TextOf(byte[] name) => name.Length == 0 ? "" : DnsName.FromWire([.. name, 0]).ToString(finalDot: false);

    private static string Describe(ZoneNode? node) => node is null
        ? "-"
        : $"{string.Join(", ", node.Hosts)} {node.HasDefaultMail} {string.Join(", ", node.Sets.Select(set => $"{set.Type} {string.Join(' ', set.Data.Select(Convert.ToHexString))}"))}";

    private sealed record Change(string Name, DomainRecord[] Records);
}
