using System.CommandLine;
using DNS4Me.Server.Configuration;
using DNS4Me.Server.Hosting;
using DNS4Me.Server.Presence;

namespace DNS4Me.Server.Commands;

/// <summary><c>run</c>: the service by its configuration, until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var config = CommonOptions.Config();
        var command = new Command("run", "Runs the service until Ctrl+C or SIGTERM.") { config };
        command.SetAction((parsed, _) => CommonOptions.WithConfigurationAsync(parsed.GetRequiredValue(config), configuration => RunAsync(configuration, Announce)));
        return command;
    }

    /// <summary>Runs a server until the program is told to stop.</summary>
    /// <param name="configuration">How it runs.</param>
    /// <param name="started">Called when it answers.</param>
    public static async Task<int> RunAsync(ServerConfiguration configuration, Action<ServiceHost, ILogger> started)
    {
        using var stop = new StopSignal();
        using var logs = ServerLog.Create();
        var log = logs.CreateLogger("DNS4Me.Server");
        using var time = new WorkingTime(TimeProvider.System);
        var host = await ServiceHost.StartAsync(configuration, time, logs).ConfigureAwait(false);
        await using (host.ConfigureAwait(false))
        {
            started(host, log);
            await stop.Given.ConfigureAwait(false);
            log.LogInformation("Stopping.");
        }

        log.LogInformation("Stopped.");
        return ExitCode.Done;
    }

    private static void Announce(ServiceHost host, ILogger log)
    {
        log.LogInformation("API at {EndPoints}, pin {Pin}", string.Join(", ", host.Api), host.Pin);
        log.LogInformation("DNS at {EndPoints}", string.Join(", ", host.Dns));
        log.LogInformation("Redirector at {EndPoints}", string.Join(", ", host.Redirector));
    }
}
