using System.Globalization;

namespace DNS4Me.PowerShell.Binding;

/// <summary>
/// Reads a timeout as the help file's dialog does: a bare number is minutes. PowerShell's own reading makes 1 microsecond of the number 10, and 10 days of
/// the text '10'. A TimeSpan, or a text with colons, is exact.
/// </summary>
internal class TimeoutAttribute : BlankIsNullAttribute
{
    /// <summary>The member that holds all of what ConvertTo-Json makes of a TimeSpan.</summary>
    private const string JsonMember = nameof(TimeSpan.Ticks);

    /// <inheritdoc/>
    protected override object Convert(object value) => value switch
    {
        TimeSpan exact => exact,
        PSObject json when json.Properties[JsonMember]?.Value is { } ticks and (long or int) => new TimeSpan(System.Convert.ToInt64(ticks, CultureInfo.InvariantCulture)),
        string text => Read(text.Trim()),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal
            => Minutes(System.Convert.ToDouble(value, CultureInfo.InvariantCulture), value),
        _ => throw Bad(value),
    };

    private static TimeSpan Read(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes))
        {
            return Minutes(minutes, text);
        }

        return text.IndexOf(':') >= 0 && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var exact) ? exact : throw Bad(text);
    }

    private static TimeSpan Minutes(double minutes, object given)
    {
        try
        {
            // TimeSpan.FromMinutes of .NET Framework rounds to milliseconds; so does this everywhere.
            return TimeSpan.FromMilliseconds(Math.Round(minutes * 60_000));
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw Bad(given);
        }
    }

    private static ArgumentTransformationMetadataException Bad(object value) => new(Words.NotATimeout(value));
}
