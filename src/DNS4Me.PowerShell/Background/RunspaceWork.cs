using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace DNS4Me.PowerShell.Background;

/// <summary>What commands left at work in a runspace, so that nothing of it outlives the module or the runspace.</summary>
internal sealed class RunspaceWork
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceWork> All = new();

    private readonly object _gate = new();
    private readonly List<IBackgroundWork> _work = [];

    private RunspaceWork(Runspace runspace) => runspace.StateChanged += (_, e) =>
    {
        if (e.RunspaceStateInfo.State is RunspaceState.Closing or RunspaceState.Closed or RunspaceState.Broken)
        {
            Leave();
        }
    };

    /// <summary>That of the runspace whose pipeline runs on this thread.</summary>
    public static RunspaceWork Current => All.GetValue(Runspace.DefaultRunspace, runspace => new(runspace));

    /// <summary>The work of a kind.</summary>
    public IReadOnlyList<T> OfKind<T>()
    {
        lock (_gate)
        {
            return [.. _work.OfType<T>()];
        }
    }

    public void Add(IBackgroundWork work)
    {
        lock (_gate)
        {
            _work.Add(work);
        }
    }

    public void Remove(IBackgroundWork work)
    {
        lock (_gate)
        {
            _work.Remove(work);
        }
    }

    /// <summary>Ends all of it.</summary>
    public void Leave()
    {
        foreach (var work in OfKind<IBackgroundWork>())
        {
            work.Leave();
        }
    }
}
