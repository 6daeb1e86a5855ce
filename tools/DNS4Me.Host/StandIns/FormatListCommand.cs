using System.Management.Automation;

namespace DNS4Me.Host.StandIns;

/// <summary>Shows the members of objects, one a line, as text. The real one also knows views; this shows what is named, or every property.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
[OutputType(typeof(string))]
public sealed class FormatListCommand : StandInCommand
{
    /// <summary>The members to show; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    public string[] Property { get; set; } = ["*"];

    /// <summary>The object.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        var shown = Property.SelectMany(InputObject.Properties.Match).DistinctBy(property => property.Name).ToList();
        var width = shown.Select(property => property.Name.Length).DefaultIfEmpty().Max();
        WriteObject("");
        foreach (var property in shown)
        {
            WriteObject($"{property.Name.PadRight(width)} : {Text(property.Value)}");
        }
    }

    private static string Text(object? value) => LanguagePrimitives.GetEnumerable(value) is { } items
        ? "{" + string.Join(", ", items.Cast<object?>().Select(item => item?.ToString())) + "}"
        : value?.ToString() ?? "";
}
