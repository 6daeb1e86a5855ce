using System.Management.Automation;

namespace DNS4Me.Host.StandIns;

/// <summary>Writes to the terminal, past the pipeline.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : StandInCommand
{
    /// <summary>What to write.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public object? Object { get; set; }

    /// <summary>Whether what comes next goes on in the same line.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>The colour of the text.</summary>
    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    /// <summary>The colour behind the text.</summary>
    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage
        {
            Message = LanguagePrimitives.GetEnumerable(Object) is { } items ? string.Join(' ', items.Cast<object>()) : Object?.ToString() ?? "",
            NoNewLine = NoNewline,
            ForegroundColor = ForegroundColor,
            BackgroundColor = BackgroundColor,
        };
        WriteInformation(message, ["PSHOST"]);
    }
}
