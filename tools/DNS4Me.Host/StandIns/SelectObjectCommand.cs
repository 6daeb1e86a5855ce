using System.Management.Automation;

namespace DNS4Me.Host.StandIns;

/// <summary>Picks the first objects, some of their members, or what one member holds.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
[OutputType(typeof(PSObject))]
public sealed class SelectObjectCommand : StandInCommand
{
    private int _seen;

    /// <summary>The members to pick; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    public string[]? Property { get; set; }

    /// <summary>The member whose value to give instead of the object.</summary>
    [Parameter]
    public string? ExpandProperty { get; set; }

    /// <summary>How many objects to give at most.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = int.MaxValue;

    /// <summary>The object.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null || _seen++ >= First)
        {
            return;
        }

        if (ExpandProperty is not null)
        {
            WriteObject(InputObject.Properties[ExpandProperty]?.Value, enumerateCollection: true);
            return;
        }

        WriteObject(Property is null ? InputObject : Picked(InputObject, Property));
    }

    private static PSObject Picked(PSObject from, string[] members)
    {
        var picked = new PSObject();
        foreach (var property in members.SelectMany(from.Properties.Match).DistinctBy(property => property.Name))
        {
            picked.Properties.Add(new PSNoteProperty(property.Name, property.Value));
        }

        return picked;
    }
}
