using System.CommandLine;
using DNS4Me.Server.Configuration;

namespace DNS4Me.Server.Commands;

/// <summary>The options that several commands have.</summary>
internal static class CommonOptions
{
    /// <summary>The configuration file.</summary>
    public static Option<string> Config() => new("--config")
    {
        Description = "The configuration file (JSON).",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>Output for scripts.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of text." };

    /// <summary>Reads the configuration and works with it, or says all that is wrong with it.</summary>
    public static async Task<int> WithConfigurationAsync(string path, Func<ServerConfiguration, Task<int>> work)
        => ConfigurationReader.Read(path, out var faults) is { } configuration
            ? await work(configuration).ConfigureAwait(false)
            : RootCommands.Fail(ExitCode.BadConfiguration, faults);

    /// <summary>Reads the configuration and works with it, or says all that is wrong with it.</summary>
    public static int WithConfiguration(string path, Func<ServerConfiguration, int> work)
        => ConfigurationReader.Read(path, out var faults) is { } configuration
            ? work(configuration)
            : RootCommands.Fail(ExitCode.BadConfiguration, faults);
}
