namespace DNS4Me.PowerShell.Starting;

/// <summary>An agent that is starting: what it says, until it is let go.</summary>
/// <param name="output">Its standard output.</param>
/// <param name="errors">Its standard error; null where it has none.</param>
/// <param name="handles">What else to let go of.</param>
internal sealed class LaunchedAgent(TextReader output, TextReader? errors, IDisposable? handles) : IDisposable
{
    private const int LongestComplaint = 500;
    private static readonly TimeSpan ComplaintDeadline = TimeSpan.FromSeconds(1);

    /// <summary>The first line on its standard output; null when it ends without one.</summary>
    public Task<string?> ReadLineAsync() => output.ReadLineAsync();

    /// <summary>What it wrote to its standard error, cut short: a runtime that is missing complains there. It has ended, or a second is waited.</summary>
    public async Task<string> ReadComplaintAsync()
    {
        if (errors is null)
        {
            return "";
        }

        var text = new char[LongestComplaint];
        var reading = errors.ReadBlockAsync(text, 0, text.Length);
        var ended = await Task.WhenAny(reading, Task.Delay(ComplaintDeadline)).ConfigureAwait(false) == reading;
        return ended ? new string(text, 0, await reading.ConfigureAwait(false)).Trim() : "";
    }

    /// <summary>Lets go of it; the process goes on.</summary>
    public void Dispose()
    {
        output.Dispose();
        errors?.Dispose();
        handles?.Dispose();
    }
}
