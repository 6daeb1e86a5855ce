using System.Diagnostics;

namespace DNS4Me.Testing;

/// <summary>Waits for what has to come true, and says what was there instead when it does not.</summary>
public static class Eventually
{
    /// <summary>Longer than anything here takes on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Looks again and again until it sees what is expected, or the deadline has come.</summary>
    public static async Task<T> IsAsync<T>(T expected, Func<Task<T>> look, string what)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (Equals(seen, expected))
            {
                return seen;
            }

            Assert.True(watch.Elapsed < Deadline, $"{what} was still {seen} and not {expected} after {Deadline.TotalSeconds:0} seconds.");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Looks again and again until something is so, or the deadline has come.</summary>
    public static Task IsTrueAsync(Func<Task<bool>> look, string what) => IsAsync(true, look, what);

    /// <summary>Looks again and again until something is so, or the deadline has come.</summary>
    public static Task IsTrueAsync(Func<bool> look, string what) => IsAsync(true, () => Task.FromResult(look()), what);
}
