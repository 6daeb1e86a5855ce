using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace DNS4Me.Server.Commands;

/// <summary>The program's command line.</summary>
internal static class RootCommands
{
    /// <summary>Runs a command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("The DNS4Me service: accounts, domains and presence over HTTPS, DNS for the domains, and web redirects.")
        {
            RunCommand.Create(),
            DevCommand.Create(),
            AccountCommand.Create(),
            DomainCommand.Create(),
        };

        // Signals are this program's own affair: it has to close the store before it ends.
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        try
        {
            var parsed = root.Parse(args);
            if (parsed.Action is ParseErrorAction mistake && args.Length > 0)
            {
                mistake.ShowHelp = false;
            }

            return await parsed.InvokeAsync(invocation).ConfigureAwait(false);
        }
        catch (DNS4MeException e)
        {
            return Fail(ExitCode.Failed, e.Faults);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException or InvalidDataException or JsonException)
        {
            return Fail(ExitCode.Failed, [ServerFaults.FileFailed(e.Message)]);
        }
    }

    /// <summary>Says what failed, and what to do.</summary>
    /// <returns>The exit code given.</returns>
    public static int Fail(int exitCode, IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Console.Error.WriteLine($"error {fault.Code}: {fault.Message}\n  {fault.Action}");
        }

        return exitCode;
    }
}
