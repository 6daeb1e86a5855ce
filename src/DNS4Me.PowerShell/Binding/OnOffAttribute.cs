namespace DNS4Me.PowerShell.Binding;

/// <summary>Reads a check box: the text of a CSV cell too, which PowerShell itself binds to no truth value. A blank means not given.</summary>
internal sealed class OnOffAttribute : BlankIsNullAttribute
{
    /// <inheritdoc/>
    protected override object Convert(object value) => value switch
    {
        bool on => on,
        SwitchParameter given => given.ToBool(),
        string text when bool.TryParse(text.Trim(), out var on) => on,
        string text when text.Trim() is "0" or "1" => text.Trim() == "1",
        int number when number is 0 or 1 => number == 1,
        long number when number is 0 or 1 => number == 1,
        _ => throw new ArgumentTransformationMetadataException(Words.NotOnOff(value)),
    };
}
