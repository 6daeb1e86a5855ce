using System.Management.Automation;

namespace DNS4Me.Host.StandIns;

/// <summary>Writes an error that does not end the script.</summary>
[Cmdlet(VerbsCommunications.Write, "Error")]
public sealed class WriteErrorCommand : StandInCommand
{
    /// <summary>What happened.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public string Message { get; set; } = "";

    /// <summary>The error's ID.</summary>
    [Parameter]
    public string ErrorId { get; set; } = "WriteError";

    /// <summary>The error's category.</summary>
    [Parameter]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteError(new(new RuntimeException(Message), ErrorId, Category, null));
}
