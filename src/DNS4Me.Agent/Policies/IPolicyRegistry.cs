namespace DNS4Me.Agent.Policies;

/// <summary>The part of Windows' registry that policies stand in, so that what is made of it can be tested anywhere.</summary>
internal interface IPolicyRegistry
{
    /// <summary>
    /// The values of the machine's key or the user's: a <see cref="string"/>, a <see cref="long"/>, an array of <see cref="string"/>, or null for any other kind.
    /// Empty when there is no key.
    /// </summary>
    /// <exception cref="IOException">The key cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The key is not this user's to read.</exception>
    IEnumerable<KeyValuePair<string, object?>> ValuesOf(SettingSource source);
}
