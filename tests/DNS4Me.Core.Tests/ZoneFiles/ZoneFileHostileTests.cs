using DNS4Me.ZoneFiles;

namespace DNS4Me.Tests.ZoneFiles;

/// <summary>Texts that were made to hurt. Each ends, and what it makes us hold has a limit.</summary>
public class ZoneFileHostileTests
{
    private const int Many = 4_000_000;

    [Theory]
    [InlineData("", 'a')]
    [InlineData("www 60 TXT \"", 'a')]
    [InlineData("www 60 TXT \"", '\\')]
    [InlineData("www 60 TXT ", '(')]
    [InlineData("www 60 TXT (", '\n')]
    [InlineData("www 60 TXT ", ')')]
    [InlineData("", '"')]
    [InlineData("www 60 TXT ", '"')]
    [InlineData("www ", '9')]
    [InlineData("$TTL ", '9')]
    [InlineData("$ORIGIN a", '.')]
    [InlineData("; dns4me: ", 'a')]
    [InlineData("; dns4me: a ", '=')]
    [InlineData("", '\0')]
    public void A_character_without_end_is_a_mistake_that_costs_little(string before, char one)
    {
        var reader = new Endless(before, one, Many);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var file = ZoneFileReader.Read(reader, Zones.Domain, TestContext.Current.CancellationToken);
        Assert.InRange(file.Mistakes.Count, 1, 11);
        Assert.Empty(file.Records);
        Assert.All(file.Mistakes, mistake => Assert.InRange(mistake.Fault.Message.Length, 1, 1_000));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, Many);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData(";")]
    [InlineData("; ")]
    public void Nothing_without_end_is_nothing(string before)
    {
        var file = ZoneFileReader.Read(new Endless(before, before[^1], Many), Zones.Domain, TestContext.Current.CancellationToken);
        Assert.Empty(file.Mistakes);
        Assert.Empty(file.Records);
    }

    [Fact]
    public void After_a_thousand_mistakes_the_rest_is_not_read()
    {
        var reader = new Endless("", "x\n", Many);
        var file = ZoneFileReader.Read(reader, Zones.Domain, TestContext.Current.CancellationToken);
        Assert.Equal(ZoneFileReader.MostMistakes + 1, file.Mistakes.Count);
        Assert.Contains("the rest of the file was not read", file.Mistakes[^1].Fault.Message);
        Assert.InRange(reader.Taken, 1, 100_000);
    }

    [Fact]
    public void After_as_many_records_as_an_account_may_have_the_rest_is_not_read()
    {
        var lines = Enumerable.Range(0, RecordSetRules.MostInAccount + 5).Select(i => $"n{i} 60 A 192.0.2.1");
        var file = Zones.Read(string.Join('\n', lines));
        Assert.Equal(RecordSetRules.MostInAccount, file.Records.Count);
        Assert.Equal(FaultCode.TooManyRecords, Assert.Single(file.Mistakes).Fault.Code);
    }

    [Fact]
    public void Reading_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => ZoneFileReader.Read(new Endless("", "\n", Many), Zones.Domain, cancel.Token));
    }

    /// <summary>A text that is not held anywhere.</summary>
    private sealed class Endless(string before, string one, int length) : TextReader
    {
        public Endless(string before, char one, int length)
            : this(before, one.ToString(), length)
        {
        }

        public int Taken { get; private set; }

        public override int Read(char[] buffer, int index, int count)
        {
            var filled = 0;
            for (; filled < count && Taken < length; filled++, Taken++)
            {
                buffer[index + filled] = Taken < before.Length ? before[Taken] : one[(Taken - before.Length) % one.Length];
            }

            return filled;
        }
    }
}
