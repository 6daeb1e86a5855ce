using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DNS4Me.Host.Terminal;

namespace DNS4Me.Host;

/// <summary>One runspace with the terminal as its host. What it runs is printed as it comes, and Ctrl+C stops that alone.</summary>
internal sealed class HostSession : IDisposable
{
    /// <summary>The exit code of what ended by an error.</summary>
    private const int Failed = 1;

    /// <summary>The exit code of what Ctrl+C stopped: 128 and the number of SIGINT, as shells give it.</summary>
    private const int Interrupted = 130;

    private readonly Runspace _runspace;
    private readonly Lock _lock = new();
    private PowerShell? _running;

    public HostSession()
    {
        Host = new();
        _runspace = RunspaceFactory.CreateRunspace(Host, Engine.CreateState());
        _runspace.Open();

        // Out-Default's formatting and event handlers find the session by the thread.
        Runspace.DefaultRunspace = _runspace;
        Console.CancelKeyPress += StopRunning;
    }

    public TerminalHost Host { get; }

    /// <summary>Runs a script file.</summary>
    /// <returns>What <c>exit</c> or the last native program left; 1 after an error that nothing caught.</returns>
    public int RunScript(string path, IEnumerable<string> arguments)
    {
        var command = new Command(path, isScript: false);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(ToParameter(argument));
        }

        return ExitCode(Run(shell => shell.Commands.AddCommand(command)));
    }

    /// <summary>Runs the text of a command.</summary>
    public int RunCommand(string text) => ExitCode(Run(shell => shell.AddScript(text, useLocalScope: false)));

    /// <summary>Runs what was typed at the prompt.</summary>
    public void RunInput(string text) => Run(shell => shell.AddScript(text, useLocalScope: false), addToHistory: true);

    public void Dispose()
    {
        Console.CancelKeyPress -= StopRunning;
        _runspace.Dispose();
    }

    /// <summary>A name stands alone: the engine binds the argument after it, as it does for a line typed.</summary>
    private static CommandParameter ToParameter(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-' || !(char.IsLetter(argument[1]) || argument[1] == '_'))
        {
            return new(null, argument);
        }

        return argument.Split(':', 2) switch
        {
            [var name, "$true" or "true"] => new(name + ":", true),
            [var name, "$false" or "false"] => new(name + ":", false),
            [var name, { Length: > 0 } value] => new(name + ":", value),
            _ => new(argument.TrimEnd(':')),
        };
    }

    private int ExitCode(PSInvocationState state)
    {
        if (Host.ExitCode is { } exitCode)
        {
            return exitCode;
        }

        return state switch
        {
            PSInvocationState.Stopped => Interrupted,
            PSInvocationState.Failed => Failed,
            _ => LanguagePrimitives.TryConvertTo<int>(_runspace.SessionStateProxy.GetVariable("LASTEXITCODE"), out var last) ? last : 0,
        };
    }

    private PSInvocationState Run(Action<PowerShell> add, bool addToHistory = false)
    {
        using var shell = PowerShell.Create(_runspace);
        add(shell);
        shell.Commands.Commands[^1].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        shell.AddCommand("Out-Default");
        SetRunning(shell);
        try
        {
            shell.Invoke(null, new PSInvocationSettings { AddToHistory = addToHistory });
            return shell.InvocationStateInfo.State;
        }
        catch (PipelineStoppedException)
        {
            return PSInvocationState.Stopped;
        }
        catch (RuntimeException exception)
        {
            Report(exception);
            return PSInvocationState.Failed;
        }
        finally
        {
            SetRunning(null);
            Host.Terminal.EndProgress();
        }
    }

    /// <summary>Prints an error that ended what ran, in the engine's own view of errors.</summary>
    private void Report(RuntimeException exception)
    {
        using var shell = PowerShell.Create(_runspace);
        var error = PSObject.AsPSObject(exception.ErrorRecord);

        // By this the engine's formatting knows an error from an object that happens to be one.
        error.Properties.Add(new PSNoteProperty("writeErrorStream", true));
        shell.AddCommand("Out-Default").Invoke(new[] { error });
    }

    private void SetRunning(PowerShell? shell)
    {
        lock (_lock)
        {
            _running = shell;
        }
    }

    private void StopRunning(object? sender, ConsoleCancelEventArgs pressed)
    {
        pressed.Cancel = true;
        lock (_lock)
        {
            _running?.BeginStop(null, null);
        }
    }
}
