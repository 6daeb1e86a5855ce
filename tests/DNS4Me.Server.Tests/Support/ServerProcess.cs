using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace DNS4Me.Server.Tests.Support;

/// <summary>The server as its operator has it: the staged program, in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private ServerProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>What <c>dev</c> says of itself.</summary>
    public DevFacts Facts { get; private set; } = null!;

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>The memory that it has at the moment, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts <c>dev</c> and waits for its line.</summary>
    public static async Task<ServerProcess> DevAsync(string folder, params string[] options)
        => await ReadDevLineAsync(Start(Repository.Server, ["dev", "--data", folder, .. options]));

    /// <summary>Starts <c>dev</c> by way of a shell that first does something to itself, and waits for its line.</summary>
    public static async Task<ServerProcess> DevInShellAsync(string before, string folder, params string[] options)
        => await ReadDevLineAsync(Start("sh", ["-c", before + "; exec \"$0\" \"$@\"", Repository.Server, "dev", "--data", folder, .. options]));

    /// <summary>Starts a command that goes on, and does not wait.</summary>
    public static ServerProcess Start(params string[] arguments) => Start(Repository.Server, arguments);

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await ProgramRun.ToEndAsync(Repository.Server, arguments);
        return (exitCode, output, errors.TrimEnd());
    }

    public HttpClient Client() => PinnedClient.Create(Facts.Api, Facts.Pin, Facts.RegistrationId);

    public void Signal(PosixSignal signal) => Assert.Equal(0, Kill(_process.Id, signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    }));

    /// <summary>kill -9: no word to anybody.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TestTime.Deadline);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    private static ServerProcess Start(string program, IEnumerable<string> arguments)
        => new(Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!);

    private static async Task<ServerProcess> ReadDevLineAsync(ServerProcess server)
    {
        var line = await server._process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TestTime.Deadline, TestContext.Current.CancellationToken);
        Assert.True(line is not null, "The server ended before it was ready: " + server.Errors);
        server.Facts = DevFacts.Parse(line);
        return server;
    }
}
