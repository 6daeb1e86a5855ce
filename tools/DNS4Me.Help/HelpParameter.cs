namespace DNS4Me.Help;

/// <summary>A parameter of a page: its text, and the facts of its YAML block.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it means.</param>
/// <param name="Facts">Its facts by name; lists are joined with a comma and a blank.</param>
/// <param name="Sets">The facts of each parameter set that it is in; one named <c>(All)</c> is for all.</param>
public sealed record HelpParameter(string Name, string Text, IReadOnlyDictionary<string, string> Facts, IReadOnlyList<IReadOnlyDictionary<string, string>> Sets)
{
    /// <summary>The name that stands for all parameter sets.</summary>
    public const string AllSets = "(All)";

    private const string NullableType = "System.Nullable`1[";

    /// <summary>Whether it is kept from users.</summary>
    public bool IsHidden => Facts["DontShow"] == "true";

    /// <summary>The full name of its type; of a nullable one, what it may hold.</summary>
    public string Type => Facts["Type"] is var type && type.StartsWith(NullableType, StringComparison.Ordinal) ? type[NullableType.Length..^1] : Facts["Type"];

    /// <summary>The same without namespace, as people write it.</summary>
    public string ShortType => Type[(Type.LastIndexOf('.') + 1)..];

    /// <summary>Its facts in a parameter set; null when it is not in that.</summary>
    public IReadOnlyDictionary<string, string>? In(string set) => Sets.FirstOrDefault(facts => facts["Name"] == set || facts["Name"] == AllSets);
}
