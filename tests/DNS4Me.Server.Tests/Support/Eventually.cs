using System.Diagnostics;

namespace DNS4Me.Server.Tests.Support;

/// <summary>Waits for what another thread or process brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks again and again until the answer is yes, or the deadline has come.</summary>
    public static async Task IsTrueAsync(string what, Func<Task<bool>> isSo)
    {
        var started = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(started.Elapsed < TestTime.Deadline, $"Not within {TestTime.Deadline}: {what}");
            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
