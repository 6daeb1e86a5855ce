namespace DNS4Me.PowerShell.Binding;

/// <summary>
/// Reads a keep-alive interval: a time as <see cref="TimeoutAttribute"/> reads it, or <see cref="Words.DefaultInterval"/>, which a blank is too, since
/// what was read and is written back has one there.
/// </summary>
internal sealed class KeepAliveAttribute : TimeoutAttribute
{
    /// <summary>Stands for "given, and to be the default", which null cannot: it is what a parameter is that was not given.</summary>
    public static readonly TimeSpan Default = TimeSpan.MinValue;

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
        => (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text && text.Trim().Equals(Words.DefaultInterval, StringComparison.OrdinalIgnoreCase)
            ? Default
            : base.Transform(engineIntrinsics, inputData) ?? Default;
}
