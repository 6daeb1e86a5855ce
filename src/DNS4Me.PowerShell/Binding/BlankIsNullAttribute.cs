namespace DNS4Me.PowerShell.Binding;

/// <summary>Takes a blank for "not given": a blank cell of a CSV file binds as 0 otherwise.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal class BlankIsNullAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
        => (inputData is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : inputData) switch
        {
            null => null,
            string text when string.IsNullOrWhiteSpace(text) => null,
            var value => Convert(value),
        };

    /// <summary>What becomes of a value that is not blank. One that was JSON before is still a <see cref="PSObject"/>.</summary>
    protected virtual object Convert(object value) => value;
}
