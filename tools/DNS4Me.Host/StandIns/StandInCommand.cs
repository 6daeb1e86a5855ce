using System.Management.Automation;

namespace DNS4Me.Host.StandIns;

/// <summary>
/// A stand-in for a command of PowerShell's own that System.Management.Automation alone does not have. It does what short scripts
/// need of the real one, under the same names; where the real one is there it is not used.
/// </summary>
public abstract class StandInCommand : PSCmdlet;
