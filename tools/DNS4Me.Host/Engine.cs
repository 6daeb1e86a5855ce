using System.Management.Automation.Runspaces;
using DNS4Me.Host.StandIns;

namespace DNS4Me.Host;

/// <summary>What a session begins with: the engine, and stand-ins for the few commands that a short script cannot do without.</summary>
internal static class Engine
{
    private const string UtilityAssembly = "Microsoft.PowerShell.Commands.Utility";

    private static readonly (string Name, Type Type)[] StandIns =
    [
        ("ConvertFrom-Json", typeof(ConvertFromJsonCommand)),
        ("Format-List", typeof(FormatListCommand)),
        ("Select-Object", typeof(SelectObjectCommand)),
        ("Start-Sleep", typeof(StartSleepCommand)),
        ("Write-Error", typeof(WriteErrorCommand)),
        ("Write-Host", typeof(WriteHostCommand)),
        ("Write-Output", typeof(WriteOutputCommand)),
        ("Write-Verbose", typeof(WriteVerboseCommand)),
        ("Write-Warning", typeof(WriteWarningCommand)),
    ];

    public static InitialSessionState CreateState()
    {
        if (HasOwnCommands())
        {
            return InitialSessionState.CreateDefault();
        }

        var state = InitialSessionState.CreateDefault2();
        foreach (var (name, type) in StandIns)
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, type, helpFileName: null));
        }

        return state;
    }

    /// <summary>Whether the engine came with its own commands, as Microsoft.PowerShell.SDK does; System.Management.Automation alone does not.</summary>
    private static bool HasOwnCommands() => Type.GetType($"Microsoft.PowerShell.Commands.WriteHostCommand, {UtilityAssembly}") is not null;
}
