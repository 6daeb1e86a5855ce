using System.ComponentModel;
using System.Diagnostics;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>What a program left when it ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output, to the end.</param>
/// <param name="Error">Its standard error, to the end.</param>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public ProgramResult MustSucceed()
    {
        Assert.True(ExitCode == 0, $"Exit code {ExitCode}.\n{Output}\n{Error}");
        return this;
    }
}

/// <summary>A program at work. Whatever becomes of the test, it does not outlive it.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource _outputEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _error;

    private ProgramRun(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.BeginOutputReadLine();
        _error = _process.StandardError.ReadToEndAsync();
        _process.StandardInput.Close();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has written so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Starts a program; one that is not installed skips the test by its name.</summary>
    public static ProgramRun Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The tests send signals and read /proc, which needs Linux.");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception) when (!Path.IsPathRooted(program))
        {
            Assert.Skip($"{program} is not installed");
            throw new UnreachableException();
        }
    }

    public static async Task<ProgramResult> ToEndAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var run = Start(program, arguments, environment);
        return await run.EndAsync();
    }

    /// <summary>Waits for a line that begins with a word, and gives the rest of it.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        await Eventually.IsTrueAsync(() => Find(beginning) is not null || _outputEnded.Task.IsCompleted, $"The line '{beginning}…' being there");
        if (Find(beginning) is { } line)
        {
            return line[beginning.Length..].Trim();
        }

        Assert.Fail($"The program ended before it wrote '{beginning}…'.\n{string.Join('\n', _lines)}\n{await _error}");
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
            await _outputEnded.Task.WaitAsync(deadline.Token);
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

    private string? Find(string beginning)
    {
        lock (_lock)
        {
            return _lines.Find(line => line.StartsWith(beginning, StringComparison.Ordinal));
        }
    }

    private string Output()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _outputEnded.SetResult();
            return;
        }

        lock (_lock)
        {
            _lines.Add(line);
        }
    }
}
