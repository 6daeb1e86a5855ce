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

    /// <summary>Whether it is kept from users.</summary>
    public bool IsHidden => Facts["DontShow"] == "true";

    /// <summary>The name of its type as people write it: without namespace, and a nullable one by what it may hold.</summary>
    public string ShortType
    {
        get
        {
            var type = Facts["Type"];
            const string nullable = "System.Nullable`1[";
            type = type.StartsWith(nullable, StringComparison.Ordinal) ? type[nullable.Length..^1] : type;
            return type[(type.LastIndexOf('.') + 1)..];
        }
    }

    /// <summary>Its facts in a parameter set; null when it is not in that.</summary>
    public IReadOnlyDictionary<string, string>? In(string set) => Sets.FirstOrDefault(facts => facts["Name"] == set || facts["Name"] == AllSets);
}
