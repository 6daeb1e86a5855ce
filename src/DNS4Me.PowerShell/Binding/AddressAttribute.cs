using System.Net;

namespace DNS4Me.PowerShell.Binding;

/// <summary>Reads an address by <see cref="AddressText"/>: PowerShell's own reading takes 1 for 0.0.0.1.</summary>
internal sealed class AddressAttribute : BlankIsNullAttribute
{
    /// <inheritdoc/>
    protected override object Convert(object value) => value switch
    {
        IPAddress address => address,
        string text when AddressText.TryParse(text.Trim(), out var address) => address!,
        _ => throw new ArgumentTransformationMetadataException(Words.NotAnAddress(value)),
    };
}
