using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>A PowerShell engine with the module imported.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    public Runspace Runspace => _runspace;

    public ModuleSession(string? manifest = null, PSHost? host = null)
    {
        var state = InitialSessionState.CreateDefault2();
        _runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        _runspace.Open();
        using var shell = Shell();
        shell.AddCommand("Import-Module").AddParameter("Name", manifest ?? Repository.Manifest).AddParameter("ErrorAction", "Stop").Invoke();
    }

    public System.Management.Automation.PowerShell Shell() => System.Management.Automation.PowerShell.Create(_runspace);

    /// <summary>Runs a script; an error that ends it is among the errors.</summary>
    public Outcome Run(string script)
    {
        using var shell = Shell();
        shell.AddScript(script);
        return Run(shell);
    }

    public static Outcome Run(System.Management.Automation.PowerShell shell)
    {
        var output = new PSDataCollection<PSObject>();
        var errors = new List<ErrorRecord>();
        try
        {
            shell.Invoke(null, output);
        }
        catch (RuntimeException e)
        {
            errors.Add(e.ErrorRecord);
        }

        var streams = shell.Streams;
        return new([.. output], [.. streams.Error, .. errors], [.. streams.Warning.Select(warning => warning.Message)], [.. streams.Progress]);
    }

    public void Dispose() => _runspace.Dispose();
}
