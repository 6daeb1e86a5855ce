using System.Collections;
using System.Globalization;

namespace DNS4Me.PowerShell.Settings;

/// <summary>The value of a single setting as people read it.</summary>
internal static class SettingText
{
    /// <summary>The text of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The setting's name.</param>
    public static string Of(object? value, string name) => value switch
    {
        null when name is nameof(ClientOption.KeepAliveInterval) or nameof(ClientOption.LookInterval) => Words.DefaultInterval,
        null or "" => Words.Blank,
        TimeSpan time when time == TimeSpan.Zero && name == nameof(OnlineSetting.Timeout) => Words.Never,
        string text => $"'{text}'",
        IEnumerable items => items.Cast<object>().ToList() is { Count: > 0 } list ? string.Join(", ", list) : Words.Blank,
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
