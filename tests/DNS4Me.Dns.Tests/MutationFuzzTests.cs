namespace DNS4Me.Dns.Tests;

/// <summary>Valid messages, broken at random from a fixed seed: what is read can be written and read again; all else is refused cleanly.</summary>
public class MutationFuzzTests
{
    private const int MutantsPerSample = 30_000;
    private const int Seed = 20_240_601;

    [Fact]
    public void A_broken_message_is_refused_or_survives_the_wire()
    {
        var random = new Random(Seed);
        var survivors = 0;
        foreach (var sample in Samples.Valid)
        {
            for (var i = 0; i < MutantsPerSample; i++)
            {
                survivors += SurvivesOrIsRefused(Mutate(sample, random)) ? 1 : 0;
            }
        }

        Assert.InRange(survivors, 1, (Samples.Valid.Count * MutantsPerSample) - 1);
    }

    [Fact]
    public void A_broken_query_is_judged_as_the_strict_reader_judges_it()
    {
        var random = new Random(Seed);
        var accepted = 0;
        var names = new byte[DnsLimits.MaxNameLength];
        foreach (var sample in Samples.Valid)
        {
            for (var i = 0; i < MutantsPerSample; i++)
            {
                var mutant = Mutate(sample, random);
                if (DnsQuery.Parse(mutant, names, out var query) != DnsQueryStatus.Ok)
                {
                    continue;
                }

                // The server does not look into the data of records that are nothing to it; a mutant in one of them is no difference.
                if (TryParse(mutant) is { } message)
                {
                    accepted++;
                    var question = Assert.Single(message.Questions);
                    Assert.Equal(question.Name.Wire, query.Name);
                    Assert.Equal(question.Name.ToCanonical().Wire, query.CanonicalName);
                    Assert.Equal((question.Type, question.Class), (query.Type, query.Class));
                    Assert.Equal(message.Edns is not null, query.HasEdns);
                    Assert.Equal(message.Edns?.UdpPayloadSize ?? 0, query.Edns.UdpPayloadSize);
                }
            }
        }

        Assert.InRange(accepted, 1, int.MaxValue);
    }

    private static bool SurvivesOrIsRefused(byte[] mutant)
    {
        if (TryParse(mutant) is not { } message)
        {
            return false;
        }

        MessageAssert.Same(message, DnsMessage.Parse(message.ToWire()));
        return true;
    }

    private static DnsMessage? TryParse(byte[] octets)
    {
        try
        {
            return DnsMessage.Parse(octets);
        }
        catch (DnsFormatException exception)
        {
            Assert.InRange(exception.Index, 0, octets.Length);
            return null;
        }
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var octets = sample.ToList();
        for (var changes = random.Next(1, 4); changes > 0 && octets.Count > 1; changes--)
        {
            Change(octets, random);
        }

        return [.. octets];
    }

    private static void Change(List<byte> octets, Random random)
    {
        var at = random.Next(octets.Count);
        switch (random.Next(7))
        {
            case 0:
                octets[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                octets[at] = (byte)random.Next(256);
                break;
            case 2:
                octets.Insert(at, (byte)random.Next(256));
                break;
            case 3:
                octets.RemoveAt(at);
                break;
            case 4:
                octets.RemoveRange(at, octets.Count - at);
                break;
            case 5:
                octets.InsertRange(at, octets.GetRange(at, random.Next(Math.Min(24, octets.Count - at))));
                break;
            default:
                // A pointer to anywhere near: the mutation that single octets seldom make.
                octets[at] = 0xC0;
                octets[Math.Min(at + 1, octets.Count - 1)] = (byte)random.Next(octets.Count);
                break;
        }
    }
}
