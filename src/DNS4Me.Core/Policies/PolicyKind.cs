namespace DNS4Me.Policies;

/// <summary>What a policy holds. Each kind is one type of registry value, one of JSON, and one element of an administrative template.</summary>
public enum PolicyKind
{
    /// <summary>On or off: REG_DWORD 1 or 0, a JSON boolean, a policy's own Enabled and Disabled.</summary>
    Switch,

    /// <summary>As <see cref="Switch"/>, but on turns something off for good, and off leaves it to the settings.</summary>
    TurnOff,

    /// <summary>A whole number: REG_DWORD, a JSON number, the element <c>decimal</c>.</summary>
    Number,

    /// <summary>One of several words: REG_SZ, a JSON string, the element <c>enum</c>.</summary>
    Choice,

    /// <summary>A text: REG_SZ, a JSON string, the element <c>text</c>.</summary>
    Text,

    /// <summary>Several texts: REG_MULTI_SZ, a JSON array of strings, the element <c>multiText</c>.</summary>
    TextList,
}
