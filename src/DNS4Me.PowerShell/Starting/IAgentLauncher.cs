namespace DNS4Me.PowerShell.Starting;

/// <summary>Starts a program so that it can outlive the console. One implementation a system.</summary>
internal interface IAgentLauncher
{
    /// <summary>Starts a program that holds nothing of this console but a pipe for its standard output.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="warn">Is told what the user should know.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The system refused.</exception>
    LaunchedAgent Launch(string program, IReadOnlyList<string> arguments, Action<string> warn);
}
