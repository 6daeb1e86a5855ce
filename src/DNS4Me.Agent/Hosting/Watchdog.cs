namespace DNS4Me.Agent.Hosting;

/// <summary>Tells the service manager again and again that the engine takes its turns; one that hangs is killed by the manager, and started again.</summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _running;

    /// <summary>Begins, if the manager wants to hear.</summary>
    /// <param name="notices">Whom to tell.</param>
    /// <param name="probe">Ends once the engine has taken a turn.</param>
    /// <param name="time">The clock.</param>
    public Watchdog(ServiceNotices notices, Func<CancellationToken, Task> probe, TimeProvider time)
        => _running = notices.WatchdogInterval is { } interval ? RunAsync(notices, probe, interval / 2, time) : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task RunAsync(ServiceNotices notices, Func<CancellationToken, Task> probe, TimeSpan interval, TimeProvider time)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(_ending.Token).ConfigureAwait(false))
        {
            await probe(_ending.Token).ConfigureAwait(false);
            notices.Works();
        }
    }
}
