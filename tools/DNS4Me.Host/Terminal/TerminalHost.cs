using System.Globalization;
using System.Management.Automation.Host;

namespace DNS4Me.Host.Terminal;

/// <summary>The terminal, as the engine sees its host.</summary>
internal sealed class TerminalHost : PSHost
{
    private readonly TerminalUI _ui = new();

    /// <summary>The code that <c>exit</c> gave; null while nothing asked to leave.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>The terminal itself.</summary>
    public TerminalUI Terminal => _ui;

    public override string Name => "DNS4Me.Host";

    public override Version Version { get; } = typeof(TerminalHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host has no nested prompt.");

    // Programs share the terminal as it is: nothing has to be put back after them.
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
