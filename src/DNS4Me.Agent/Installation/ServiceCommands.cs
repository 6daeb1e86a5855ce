using System.CommandLine;
using System.Text.Json;
using DNS4Me.Agent.Hosting;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation;

/// <summary>The command <c>service</c> of the program: what the module's cmdlets, a package and a policy's script all call.</summary>
internal static class ServiceCommands
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Func<ServiceInstaller> installer)
    {
        var json = new Option<bool>(MachineService.JsonArgument) { Description = "Answer in one line of JSON.", Recursive = true };
        var noStart = new Option<bool>(MachineService.NoStartArgument) { Description = "Do not start it." };
        var removeData = new Option<bool>(MachineService.RemoveDataArgument) { Description = "Remove the machine's settings, registration and state too." };
        var startType = new Argument<ServiceStartType>("when") { Description = "Automatic: with the system. Manual: when an administrator says so." };
        return new(MachineService.Command, "The machine's agent as a service of the system.")
        {
            json,
            Make(MachineService.InstallCommand, "Copies this program to a place of the system's, registers it as a service or brings that up to date, and starts it.",
                (parsed, cancellation) => installer().InstallAsync(ServiceProgram.Running, !parsed.GetValue(noStart), cancellation), noStart),
            Make(MachineService.UninstallCommand, "Stops the service, which takes the domains offline, and removes it with its program. Settings stay.",
                (parsed, cancellation) => installer().UninstallAsync(parsed.GetValue(removeData), cancellation), removeData),
            Make(MachineService.StartCommand, "Starts the service.", (_, cancellation) => installer().StartAsync(cancellation)),
            Make(MachineService.StartTypeCommand, "Sets when the system starts the service.",
                (parsed, cancellation) => installer().SetStartTypeAsync(parsed.GetValue(startType), cancellation), startType),
            Make(MachineService.StatusCommand, "Tells how the service stands.", (_, cancellation) => installer().GetAsync(cancellation)),
        };

        Command Make(string name, string description, Func<ParseResult, CancellationToken, Task<AgentServiceInfo>> work, params Symbol[] symbols)
        {
            var command = new Command(name, description);
            foreach (var option in symbols.OfType<Option>())
            {
                command.Add(option);
            }

            foreach (var argument in symbols.OfType<Argument>())
            {
                command.Add(argument);
            }

            command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(json), () => work(parsed, cancellation)));
            return command;
        }
    }

    private static async Task<int> RunAsync(bool json, Func<Task<AgentServiceInfo>> work)
    {
        try
        {
            var info = await work().ConfigureAwait(false);
            await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(info, AgentJson.Default.AgentServiceInfo) : Describe(info)).ConfigureAwait(false);
            return ExitCode.Done;
        }
        catch (DNS4MeException e)
        {
            if (json)
            {
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(e.Fault, AgentJson.Default.Fault)).ConfigureAwait(false);
            }
            else
            {
                await Console.Error.WriteLineAsync($"{e.Fault.Message} {e.Fault.Action}").ConfigureAwait(false);
            }

            return ExitCode.Failed;
        }
    }

    private static string Describe(AgentServiceInfo info) => !info.Installed
        ? "The service is not installed."
        : $"The service is installed{(info.Version is { } version ? $" in version {version}" : "")}{(info.Package is { } package ? $" by the package {package}" : "")}, starts {(info.StartType == ServiceStartType.Automatic ? "with the system" : "on demand")}, and "
            + (info.Running ? $"runs{(info.ProcessId is { } process ? $" as process {process}" : "")} as the user {info.User}." : "does not run.");
}
