using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Starting;

/// <summary>Starts the agent of a home. See "Starting the agent" in docs/protocol.md.</summary>
/// <param name="moduleFolder">The module's folder, which the agent is part of.</param>
internal sealed class AgentStarter(string moduleFolder)
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(30);

    /// <summary>How long an agent that another console starts at the same time may take from its lock to its endpoint.</summary>
    private static readonly TimeSpan OtherDeadline = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(20);

    private readonly IAgentLauncher _launcher = LocalMachine.IsWindows ? new WindowsAgentLauncher() : new UnixAgentLauncher();

    /// <summary>The agent's program.</summary>
    public string Program { get; } = Find(moduleFolder);

    /// <summary>Starts an agent and connects to it, or to the one that another console has started in the meantime.</summary>
    /// <exception cref="DNS4MeException">There is none to connect to.</exception>
    public async Task<AgentConnection> StartAsync(AgentHome home, AgentStartReason reason, Action<string> warn, CancellationToken cancellation)
    {
        if (!File.Exists(Program))
        {
            throw new DNS4MeException(Faults.AgentMissing(Program));
        }

        // An agent that finds its home taken says so; then the other one is what is wanted.
        var fault = await LaunchAsync(home, reason, warn, cancellation).ConfigureAwait(false);
        var waited = Stopwatch.StartNew();
        do
        {
            if (await AgentConnection.TryOpenAsync(home, cancellation).ConfigureAwait(false) is { } connection)
            {
                return connection;
            }

            await Task.Delay(RetryInterval, cancellation).ConfigureAwait(false);
        }
        while (fault is null or { Code: FaultCode.AgentStartFailed } && waited.Elapsed < OtherDeadline);

        throw new DNS4MeException(fault ?? Faults.AgentGone(home.Endpoint));
    }

    /// <summary>The first place that has a program, or the first of all, which then is told to be missing.</summary>
    private static string Find(string moduleFolder)
    {
        var places = AgentPrograms.Candidates(
            moduleFolder, LocalMachine.System, RuntimeInformation.OSArchitecture, Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolderOption.DoNotVerify)).ToList();
        return places.Find(File.Exists) ?? places[0];
    }

    /// <summary>Starts an agent and waits for its first word.</summary>
    /// <returns>Null when it is ready; else what it says is in the way.</returns>
    /// <exception cref="DNS4MeException">It could not be started, or says nothing.</exception>
    private async Task<Fault?> LaunchAsync(AgentHome home, AgentStartReason reason, Action<string> warn, CancellationToken cancellation)
    {
        LaunchedAgent agent;
        try
        {
            agent = _launcher.Launch(Program, [AgentProtocol.HomeArgument, home.Folder, AgentProtocol.ReasonArgument, reason.ToString()], warn);
        }
        catch (Win32Exception e)
        {
            throw Failed(home, e.Message, e);
        }

        using (agent)
        {
            var reading = agent.ReadLineAsync();
            using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (await Task.WhenAny(reading, Task.Delay(ReadyDeadline, given.Token)).ConfigureAwait(false) != reading)
            {
                _ = reading.ContinueWith(late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                cancellation.ThrowIfCancellationRequested();
                throw Failed(home, Words.NotReady(ReadyDeadline));
            }

            given.Cancel();
            return await reading.ConfigureAwait(false) switch
            {
                AgentProtocol.ReadyLine => null,
                null => throw Failed(home, Words.EndedSilently(await agent.ReadComplaintAsync().ConfigureAwait(false))),
                var line => ReadFault(home, line),
            };
        }
    }

    private static Fault ReadFault(AgentHome home, string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AgentJson.Default.Fault)!;
        }
        catch (JsonException e)
        {
            throw Failed(home, Words.NotUnderstood(line), e);
        }
    }

    private static DNS4MeException Failed(AgentHome home, string reason, Exception? inner = null) => new(Faults.AgentStartFailed(home.Folder, reason), inner);
}
