using System.Management.Automation.Runspaces;

namespace DNS4Me.PowerShell.Background;

/// <summary>Ends what commands left at work in the runspace that the module is removed from. The agent stays, and so do the domains.</summary>
public sealed class ModuleRemoval : IModuleAssemblyCleanup
{
    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        // None on a thread that has no runspace, where nothing can have been left either.
        if (Runspace.DefaultRunspace is not null)
        {
            RunspaceWork.Current.Leave();
        }
    }
}
