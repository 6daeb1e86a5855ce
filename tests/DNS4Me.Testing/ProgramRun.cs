using System.Diagnostics;
using System.Text;

namespace DNS4Me.Testing;

/// <summary>A program at work. Whatever becomes of the test, it does not outlive it.</summary>
public sealed class ProgramRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly Task _reading;
    private readonly Task<string> _error;

    private ProgramRun(Process process)
    {
        _process = process;
        _reading = ReadAsync();
        _error = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.Close();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The lines that it has written so far, without one that it is still at.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            var hasEnded = _reading.IsCompleted;
            var lines = Output().ReplaceLineEndings("\n").Split('\n');
            return hasEnded && lines[^1].Length > 0 ? lines : lines[..^1];
        }
    }

    /// <summary>Starts a program; one that is not installed skips the test by its name.</summary>
    public static ProgramRun Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new(Peer.Start(start));
    }

    public static async Task<ProgramResult> ToEndAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var run = Start(program, arguments, environment);
        return await run.EndAsync();
    }

    /// <summary>Waits for a line that begins with a word, and gives the rest of it.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        await Eventually.IsTrueAsync(() => Find(beginning) is not null || _reading.IsCompleted, $"The line '{beginning}…' being there");
        if (Find(beginning) is { } line)
        {
            return line[beginning.Length..].Trim();
        }

        Assert.Fail($"The program ended before it wrote '{beginning}…'.\n{Output()}\n{await _error}");
        throw new UnreachableException();
    }

    /// <summary>Waits until the program has ended and its output with it: nobody else may hold that open.</summary>
    public async Task<ProgramResult> EndAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Eventually.Deadline);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            await _reading.WaitAsync(deadline.Token);
            return new(_process.ExitCode, Output(), await _error.WaitAsync(deadline.Token));
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{_process.StartInfo.FileName} {(_process.HasExited ? "ended, but not its output" : "did not end")}.\n{Output()}");
            throw;
        }
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private string? Find(string beginning) => Lines.FirstOrDefault(line => line.StartsWith(beginning, StringComparison.Ordinal));

    private string Output()
    {
        lock (_lock)
        {
            return _output.ToString();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int read;
        while ((read = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_lock)
            {
                _output.Append(buffer, 0, read);
            }
        }
    }
}
