using System.Diagnostics;

namespace DNS4Me.Testing;

/// <summary>A service of the test's own on the loopback address, as <c>dns4me-server dev</c> runs it, in a process of its own.</summary>
public sealed class DevServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo? _ownFolder;

    private DevServer(Process process, DirectoryInfo? ownFolder) => (_process, _ownFolder) = (process, ownFolder);

    /// <summary>What it says of itself.</summary>
    public DevFacts Facts { get; private set; } = null!;

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="program">The program; without it the one that the build staged.</param>
    /// <param name="folder">Where it keeps its files; without it a folder that goes with it.</param>
    /// <param name="options">Further options of <c>dev</c>.</param>
    public static async Task<DevServer> StartAsync(string? program = null, string? folder = null, params string[] options)
    {
        var ownFolder = folder is null ? Directory.CreateTempSubdirectory("dns4me-test-service-") : null;
        string[] arguments = ["dev", "--data", folder ?? ownFolder!.FullName, .. options];
        var process = Process.Start(new ProcessStartInfo(program ?? Repository.Server, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var server = new DevServer(process, ownFolder);
        try
        {
            var error = process.StandardError.ReadToEndAsync();
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Deadline)
                ?? throw new InvalidOperationException($"The server ended before it was ready: {await error}");
            server.Facts = DevFacts.Parse(line);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Eventually.Deadline);
        _process.Dispose();
        _ownFolder?.Delete(recursive: true);
    }
}
