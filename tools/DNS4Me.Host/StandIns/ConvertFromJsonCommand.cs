using System.Management.Automation;
using System.Text;
using System.Text.Json;

namespace DNS4Me.Host.StandIns;

/// <summary>Makes objects of JSON text.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
[OutputType(typeof(PSObject))]
public sealed class ConvertFromJsonCommand : StandInCommand
{
    private readonly StringBuilder _text = new();

    /// <summary>The text; lines from the pipeline make one text.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => _text.AppendLine(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        try
        {
            using var document = JsonDocument.Parse(_text.ToString());
            WriteObject(ToObject(document.RootElement), enumerateCollection: true);
        }
        catch (JsonException exception)
        {
            ThrowTerminatingError(new(exception, "InvalidJson", ErrorCategory.InvalidData, null));
        }
    }

    private static object? ToObject(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToObject(element.EnumerateObject()),
        JsonValueKind.Array => element.EnumerateArray().Select(ToObject).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : (object)element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject ToObject(JsonElement.ObjectEnumerator members)
    {
        var made = new PSObject();
        foreach (var member in members)
        {
            made.Properties.Add(new PSNoteProperty(member.Name, ToObject(member.Value)));
        }

        return made;
    }
}
