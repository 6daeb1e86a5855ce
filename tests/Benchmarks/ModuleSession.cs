using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DNS4Me.Benchmarks;

/// <summary>A PowerShell engine with the staged module, and a home of its own.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    /// <summary>The client's home, and its agent's.</summary>
    public string Home { get; } = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;

    public ModuleSession()
    {
        Environment.SetEnvironmentVariable("DNS4ME_HOME", Home);
        _runspace.Open();
        Run("Import-Module", ("Name", Repository.Manifest));
    }

    /// <summary>Runs a command and gives what it wrote; an error of its ends the benchmark.</summary>
    public IReadOnlyList<PSObject> Run(string command, params (string Name, object Value)[] parameters) => Pipe([], command, parameters);

    /// <summary>Pipes objects to a command and gives what it wrote; an error of its ends the benchmark.</summary>
    public IReadOnlyList<PSObject> Pipe(IReadOnlyList<PSObject> input, string command, params (string Name, object Value)[] parameters)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddCommand(command).AddParameter("ErrorAction", "Stop");
        foreach (var (name, value) in parameters)
        {
            shell.AddParameter(name, value);
        }

        return input.Count == 0 ? shell.Invoke() : shell.Invoke(input);
    }

    /// <summary>Registers with a service and trusts it.</summary>
    /// <param name="server">The service.</param>
    /// <param name="port">The port of a way to it; null: its own.</param>
    public void Register(DevServer server, int? port = null)
    {
        Run("Set-DNS4MeServer", ("HostName", server.Facts.Api.Host), ("Port", port ?? server.Facts.Api.Port), ("Pin", server.Facts.Pin));
        Run("Register-DNS4Me", ("Name", "Benchmark"), ("Email", server.Facts.Email), ("RegistrationId", server.Facts.RegistrationId));
    }

    public void Dispose()
    {
        Run("Stop-DNS4MeAgent", ("Force", true));
        _runspace.Dispose();
        Directory.Delete(Home, recursive: true);
    }
}
