using FsCheck;
using FsCheck.Fluent;

namespace DNS4Me.Dns.Tests;

public class DnsNameProperties
{
    private static readonly Gen<byte[]> Label =
        Gen.Choose(1, DnsLimits.MaxLabelLength).SelectMany(length => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(length));

    // Labels of any octets, as many of them as fit, so that names up to the very limit come up.
    private static readonly Arbitrary<DnsName> Names = Gen.Choose(0, 8).SelectMany(count => Label.ArrayOf(count)).Select(ToName).ToArbitrary();

    private static readonly Arbitrary<string> Texts = Gen.Elements(@"ab.\\019é *-_".ToCharArray()).ArrayOf().Select(text => new string(text)).ToArbitrary();

    [Fact]
    public void Every_name_survives_its_text() =>
        Holds(Names, name => DnsName.Parse(name.ToString()).Wire.SequenceEqual(name.Wire)
            && DnsName.Parse(name.ToString(finalDot: false)).Wire.SequenceEqual(name.Wire));

    [Fact]
    public void Every_name_survives_its_wire_form() =>
        Holds(Names, name => WireName.IsWellFormed(name.Wire) && DnsName.FromWire(name.Wire).Wire.SequenceEqual(name.Wire));

    [Fact]
    public void Every_name_equals_its_canonical_form_and_hashes_alike() =>
        Holds(Names, name => name == name.ToCanonical()
            && name.GetHashCode() == name.ToCanonical().GetHashCode()
            && name.ToCanonical().Wire.SequenceEqual(name.ToCanonical().ToCanonical().Wire));

    [Fact]
    public void Every_name_lies_below_each_of_its_ancestors_and_they_do_not_lie_below_it() =>
        Holds(Names, name => Ancestors(name).All(ancestor => name.IsSubdomainOf(ancestor) && !ancestor.IsSubdomainOf(name)));

    [Fact]
    public void A_name_is_the_sum_of_its_labels() =>
        Holds(Names, name => name.LabelCount == name.Labels.Count
            && name.Labels.Reverse().Aggregate(DnsName.Root, (suffix, label) => suffix.Prepend(label)).Wire.SequenceEqual(name.Wire));

    [Fact]
    public void Any_text_is_a_name_that_keeps_the_limits_or_is_refused() =>
        Holds(Texts, text => !DnsName.TryParse(text, out var name) || DnsName.Parse(name.ToString()) == name);

    private static void Holds<T>(Arbitrary<T> values, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(values, property));

    private static IEnumerable<DnsName> Ancestors(DnsName name)
    {
        for (var ancestor = name.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            yield return ancestor;
        }
    }

    private static DnsName ToName(byte[][] labels)
    {
        var wire = new List<byte>();
        foreach (var label in labels.Where(label => wire.Count + label.Length + 2 <= DnsLimits.MaxNameLength))
        {
            wire.Add((byte)label.Length);
            wire.AddRange(label);
        }

        return DnsName.FromWire([.. wire, 0]);
    }
}
