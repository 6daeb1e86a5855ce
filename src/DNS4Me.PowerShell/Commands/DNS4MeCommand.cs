using System.Collections.Concurrent;
using System.Globalization;
using DNS4Me.Local;
using DNS4Me.PowerShell.Client;
using DNS4Me.PowerShell.Starting;

namespace DNS4Me.PowerShell.Commands;

/// <summary>
/// What all cmdlets share: they ask the agent on a worker, write on the pipeline's thread, can be stopped at any moment, and report faults as error
/// records.
/// </summary>
public abstract class DNS4MeCommand : PSCmdlet, IDisposable
{
    private protected const int ProgressId = 0x444E53;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<AgentHome> _home = new(LocalMachine.Home);
    private BlockingCollection<Action> _turns = [];
    private ProgressRecord? _progress;

    /// <summary>Whether a fault concerns one item of a pipeline, so that the next one is tried; else it ends the command.</summary>
    private protected virtual bool FaultsEndTheItemOnly => false;

    private protected AgentHome Home => _home.Value;

    /// <summary>Lets go of what the command holds.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Is cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken StopToken => _stopping.Token;

    /// <summary>Does the command's work for one item.</summary>
    /// <exception cref="DNS4MeException">It failed.</exception>
    private protected abstract void Process();

    /// <summary>Does what is left to do after the last item.</summary>
    /// <exception cref="DNS4MeException">It failed.</exception>
    private protected virtual void Finish()
    {
    }

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Guard(Process);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Guard(Finish);

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (FaultRecords.FaultsOf(e) is { } faults)
        {
            Report(faults);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    /// <inheritdoc/>
    protected sealed override void StopProcessing()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Stopped in the moment in which it ended.
        }
    }

    /// <summary>Lets go of what the command holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        _turns.Dispose();
        _stopping.Dispose();
    }

    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <exception cref="DNS4MeException">The value is not between 1 and <paramref name="most"/>.</exception>
    private protected static void CheckRange(string parameter, int value, int most)
    {
        if (value < 1 || value > most)
        {
            throw new DNS4MeException(Faults.InvalidValue(parameter, Words.OutOfRange(parameter, most, value), value.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Asks the agent, which is started if none runs.</summary>
    private protected T Ask<T>(Func<AgentConnection, CancellationToken, Task<T>> request) => Await(async cancellation =>
    {
        using var agent = await OpenOrStartAsync(AgentStartReason.Command, cancellation).ConfigureAwait(false);
        TellOfOtherVersion(agent.Agent);
        return await request(agent, cancellation).ConfigureAwait(false);
    });

    /// <summary>From a worker: tells the user, once, that an agent is of another version than the module.</summary>
    private protected void TellOfOtherVersion(AgentInfo agent)
    {
        if (OtherVersions.IsNews(agent))
        {
            OnPipeline(() => WriteWarning(Words.OtherVersion(agent)));
        }
    }

    /// <summary>Asks the agent.</summary>
    /// <returns>Null when none runs.</returns>
    private protected T? AskIfRunning<T>(Func<AgentConnection, CancellationToken, Task<T>> request)
        where T : class
        => Await(async cancellation =>
        {
            using var agent = await AgentConnection.TryOpenAsync(Home, cancellation).ConfigureAwait(false);
            return agent is null ? null : await request(agent, cancellation).ConfigureAwait(false);
        });

    private protected async Task<AgentConnection> OpenOrStartAsync(AgentStartReason reason, CancellationToken cancellation)
    {
        if (await AgentConnection.TryOpenAsync(Home, cancellation).ConfigureAwait(false) is { } running)
        {
            return running;
        }

        if (Home.Scope == AgentScope.Machine)
        {
            return await OpenServiceAsync(reason, cancellation).ConfigureAwait(false);
        }

        ShowProgress(Words.StartingAgent, Home.Folder);
        return await Starter.StartAsync(Home, reason, text => OnPipeline(() => WriteWarning(text)), cancellation).ConfigureAwait(false);
    }

    /// <summary>The settings as they are stored, under the policies. The machine's files are its agent's alone, so that is asked, if it runs.</summary>
    private protected SettingsInForce StoredSettings()
        => (Home.Scope == AgentScope.Machine ? AskIfRunning((agent, cancellation) => agent.GetSettingsAsync(cancellation)) : null) ?? AgentFiles.ReadInForce(Home);

    /// <summary>Calls one of the service commands of the agent's program.</summary>
    private protected Task<AgentServiceInfo> CallServiceAsync(CancellationToken cancellation, params string[] arguments)
        => ServiceProgram.RunAsync(Starter.Program, arguments, cancellation);

    /// <summary>Sees to it that the installed service starts with the system if the option says so, and only then.</summary>
    private protected void FollowStartOption(AgentSettings settings)
    {
        if (Home.Scope != AgentScope.Machine)
        {
            return;
        }

        var wanted = settings.Option.StartWithSystem ? ServiceStartType.Automatic : ServiceStartType.Manual;
        try
        {
            Await(async cancellation =>
            {
                var service = await CallServiceAsync(cancellation, MachineService.StatusCommand).ConfigureAwait(false);
                return service.Installed && service.StartType != wanted
                    ? await CallServiceAsync(cancellation, MachineService.StartTypeCommand, wanted.ToString()).ConfigureAwait(false)
                    : service;
            });
        }
        catch (DNS4MeException e)
        {
            WriteWarning(Words.StartOptionWithoutEffect(e.Fault));
        }
    }

    /// <summary>Does work on a worker and, meanwhile, what the work wants done on the pipeline's thread.</summary>
    private protected T Await<T>(Func<CancellationToken, Task<T>> work)
    {
        var turns = _turns = [];
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var working = Task.Run(async () =>
        {
            try
            {
                return await work(cancel.Token).ConfigureAwait(false);
            }
            finally
            {
                turns.CompleteAdding();
            }
        });
        try
        {
            foreach (var turn in turns.GetConsumingEnumerable())
            {
                turn();
            }
        }
        catch
        {
            // The pipeline wants no more. The work is cancelled, and waited for, since it must not outlive the command.
            cancel.Cancel();
            ((IAsyncResult)working).AsyncWaitHandle.WaitOne();
            _ = working.Exception;
            throw;
        }

        try
        {
            return working.GetAwaiter().GetResult();
        }
        finally
        {
            EndProgress();
        }
    }

    /// <summary>From a worker: has something done on the pipeline's thread.</summary>
    private protected void OnPipeline(Action turn) => _turns.Add(turn);

    /// <summary>From a worker: shows how far the command is.</summary>
    private protected void ShowProgress(string activity, string status) => OnPipeline(() => WriteProgress(_progress = new(ProgressId, activity, status)));

    private protected void Write(IEnumerable<object> items) => WriteObject(items, enumerateCollection: true);

    private AgentStarter Starter => new(ModuleFolder());

    /// <summary>
    /// Starts the machine's service, if that is what the user asked for, and connects to it. No other command starts it, since one so started goes online by
    /// itself; and none starts another agent in its place.
    /// </summary>
    private async Task<AgentConnection> OpenServiceAsync(AgentStartReason reason, CancellationToken cancellation)
    {
        if (reason != AgentStartReason.User)
        {
            throw new DNS4MeException(Faults.AgentNotRunning(Home.Folder, Home.Scope));
        }

        ShowProgress(Words.StartingAgent, Home.Folder);
        await CallServiceAsync(cancellation, MachineService.StartCommand).ConfigureAwait(false);
        return await AgentConnection.TryOpenAsync(Home, cancellation).ConfigureAwait(false) ?? throw new DNS4MeException(Faults.AgentGone(Home.Endpoint));
    }

    private void EndProgress()
    {
        if (_progress is { } shown && !_stopping.IsCancellationRequested)
        {
            _progress = null;
            shown.RecordType = ProgressRecordType.Completed;
            WriteProgress(shown);
        }
    }

    private void Report(IReadOnlyList<Fault> faults)
    {
        var records = faults.Select(fault => FaultRecords.ToErrorRecord(fault)).ToList();
        foreach (var record in records.Take(FaultsEndTheItemOnly ? records.Count : records.Count - 1))
        {
            WriteError(record);
        }

        if (!FaultsEndTheItemOnly)
        {
            ThrowTerminatingError(records[records.Count - 1]);
        }
    }

    /// <summary>Where the module that this command came with lies.</summary>
    private protected string ModuleFolder() => MyInvocation.MyCommand.Module?.ModuleBase ?? Path.GetDirectoryName(typeof(DNS4MeCommand).Assembly.Location)!;
}
