using System.CommandLine;
using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Policies;
using DNS4Me.Local;

namespace DNS4Me.Agent.Checks;

/// <summary>The command <c>check</c> of the program, for a person who has to find out why an agent does what it does, or does nothing.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var home = new Option<string?>(AgentProtocol.HomeArgument) { Description = "The folder of the agent's files. Without it the user's own.", HelpName = "FOLDER" };
        var machine = new Option<bool>(MachineService.MachineArgument) { Description = "Looks at the machine's agent's, and at the policies that it obeys." };
        var command = new Command("check", "Tells what an agent would find here: a line for each thing, and 1 as the exit code if one is not as it should be.") { home, machine };
        command.SetAction(parsed => Run(parsed.GetValue(machine) ? MachineHome.Get() : UserHome(parsed.GetValue(home))));
        return command;
    }

    private static AgentHome UserHome(string? folder) => AgentHome.OfUser(
        string.IsNullOrWhiteSpace(folder) ? Environment.GetEnvironmentVariable(AgentHome.Variable) : folder,
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        CurrentUser.Id,
        OperatingSystem.IsWindows());

    private static int Run(AgentHome home)
    {
        var isGood = true;
        foreach (var finding in new MachineCheck(home, SystemPolicies.For(home.Scope)).All())
        {
            Console.Out.WriteLine(finding);
            isGood &= finding.IsGood;
        }

        return isGood ? ExitCode.Done : ExitCode.Failed;
    }
}
