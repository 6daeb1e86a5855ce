using System.CommandLine;
using DNS4Me.Agent.Checks;
using DNS4Me.Agent.Installation;
using DNS4Me.Local;

namespace DNS4Me.Agent.Hosting;

/// <summary>The program's command line.</summary>
internal static class AgentCommand
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync<TEngine>(string[] args, EngineStart<TEngine> start)
        where TEngine : IAgentApi, IAsyncDisposable
    {
        var home = new Option<string>(AgentProtocol.HomeArgument)
        {
            Description = "The folder of the agent's settings, state and socket; made if it is not there.",
            HelpName = "FOLDER",
        };
        var machine = new Option<bool>(MachineService.MachineArgument)
        {
            Description = "Serves the machine's home, as the system's service does.",
        };
        var reason = new Option<AgentStartReason>(AgentProtocol.ReasonArgument)
        {
            Description = "Who starts it. With all but Service it leaves the console once it is ready.",
            HelpName = "Command|User|Logon|Service",
            DefaultValueFactory = _ => AgentStartReason.User,
        };
        home.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValueOrDefault<string>()))
            {
                result.AddError($"{AgentProtocol.HomeArgument} needs a folder.");
            }
        });
        reason.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Enum.GetNames<AgentStartReason>().Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"'{token.Value}' is none of {reason.HelpName}.");
            }
        });

        var root = new RootCommand("The DNS4Me agent: keeps a machine's domains online in the background. The PowerShell module DNS4Me starts it by itself.") { home, machine, reason, ServiceCommands.Create(SystemInstaller.Create), CheckCommand.Create() };
        root.Validators.Add(result =>
        {
            if (result.GetResult(home) is null == !result.GetValue(machine))
            {
                result.AddError($"Option '{AgentProtocol.HomeArgument}' is required, or '{MachineService.MachineArgument}' in its place.");
            }
        });
        root.SetAction((parsed, _) => AgentProcess.RunAsync(
            parsed.GetValue(machine) ? MachineHome.Get() : CurrentUser.HomeAt(parsed.GetValue(home)!), parsed.GetValue(reason), args, start));

        var line = root.Parse(args);
        if (line.Errors.Count > 0)
        {
            foreach (var error in line.Errors)
            {
                Console.Error.WriteLine(error.Message);
            }

            return ExitCode.BadArguments;
        }

        // Signals are this program's own affair: it has to take the domains offline before it ends.
        return await line.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }
}
