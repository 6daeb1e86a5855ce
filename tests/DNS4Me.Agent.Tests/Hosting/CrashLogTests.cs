using DNS4Me.Agent.Hosting;

namespace DNS4Me.Agent.Tests.Hosting;

public class CrashLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_says_what_failed_and_where_and_no_secret()
    {
        using var test = new TestHome();
        CrashLog.TryWrite(test.Root, Thrown(() => throw new InvalidOperationException("5M93V-SECRET", new DNS4MeException(Faults.NotRegistered()))), Noon);
        var text = Read(test);
        Assert.StartsWith("2026-01-02 12:00:00Z dns4me-agent ", text, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException", text, StringComparison.Ordinal);
        Assert.Contains(nameof(It_says_what_failed_and_where_and_no_secret), text, StringComparison.Ordinal);
        Assert.Contains(Faults.NotRegistered().Message, text, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_keeps_the_last_failure_alone_and_stays_short()
    {
        using var test = new TestHome();
        CrashLog.TryWrite(test.Root, Thrown(() => Dive(2000)), Noon);
        Assert.InRange(Read(test).Length, 1, 16 * 1024);
        CrashLog.TryWrite(test.Root, Thrown(() => throw new FormatException()), Noon);
        Assert.Contains(nameof(FormatException), Read(test), StringComparison.Ordinal);
        Assert.DoesNotContain(nameof(Dive), Read(test), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_further_failure()
    {
        using var test = new TestHome();
        CrashLog.TryWrite(Path.Combine(test.Root, "nowhere"), new InvalidOperationException(), Noon);
        Assert.Empty(Directory.EnumerateFileSystemEntries(test.Root));
    }

    private static string Read(TestHome test) => File.ReadAllText(Assert.Single(Directory.GetFiles(test.Root)));

    private static Exception Thrown(Action action) => Record.Exception(action)!;

    private static int Dive(int depth) => depth == 0 ? throw new InvalidOperationException() : 1 + Dive(depth - 1);
}
