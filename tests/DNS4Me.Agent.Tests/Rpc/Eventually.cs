namespace DNS4Me.Agent.Tests.Rpc;

/// <summary>Waits for what comes to be without telling.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits for a condition, doing something before each look.</summary>
    public static async Task TrueAsync(Func<bool> condition, string what, Action? before = null)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (true)
        {
            before?.Invoke();
            if (condition())
            {
                return;
            }

            Assert.False(deadline.IsCancellationRequested, $"Not within {Deadline.TotalSeconds} seconds: {what}");
            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
