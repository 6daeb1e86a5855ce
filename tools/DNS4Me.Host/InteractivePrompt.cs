using System.Management.Automation.Language;

namespace DNS4Me.Host;

/// <summary>Reads commands and runs them until <c>exit</c> or the end of the input, with the module imported.</summary>
internal sealed class InteractivePrompt(HostSession session, TextReader input)
{
    private const string Primary = "DNS4Me> ";
    private const string Continuation = ">> ";

    /// <summary>Works the prompt.</summary>
    /// <returns>The host's exit code.</returns>
    public int Run()
    {
        session.RunInput($"Import-Module {ModulePath.Module}");
        while (session.Host.ExitCode is null && ReadCommand() is { } command)
        {
            if (!string.IsNullOrWhiteSpace(command))
            {
                session.RunInput(command);
            }
        }

        return session.Host.ExitCode ?? 0;
    }

    /// <summary>Reads lines until they make a whole command; an empty line ends one that never would. Null at the end of the input.</summary>
    private string? ReadCommand()
    {
        var terminal = session.Host.Terminal;
        terminal.WritePrompt(Primary);
        var text = input.ReadLine();
        while (text is not null && IsIncomplete(text))
        {
            terminal.WritePrompt(Continuation);
            if (input.ReadLine() is not { Length: > 0 } more)
            {
                break;
            }

            text += "\n" + more;
        }

        return text;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
