namespace DNS4Me.Dsc;

/// <summary>A DSC resource: a class of the module's script.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What is written above it.</param>
/// <param name="Methods">The methods that DSC may call, in its own words: get, set, test and others.</param>
/// <param name="Properties">Its properties.</param>
internal sealed record DscResource(string Name, string Description, IReadOnlyList<string> Methods, IReadOnlyList<DscProperty> Properties);

/// <summary>A property of a DSC resource.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What is written above it.</param>
/// <param name="Type">Its type, as the script has it.</param>
/// <param name="Values">The values that it may have; empty where its type says it.</param>
/// <param name="IsRequired">Whether it must be given.</param>
/// <param name="IsNullable">Whether it may have no value.</param>
/// <param name="IsReadOnly">Whether it is told and cannot be given.</param>
internal sealed record DscProperty(string Name, string Description, string Type, IReadOnlyList<string> Values, bool IsRequired, bool IsNullable, bool IsReadOnly);
