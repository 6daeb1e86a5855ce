namespace DNS4Me.Help;

/// <summary>An example of a page.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Code">Its lines.</param>
/// <param name="Remarks">What comes of them.</param>
/// <param name="NotRun">Why the tests do not run it, which the page says in a comment; null: they do.</param>
public sealed record HelpExample(string Title, string Code, string Remarks, string? NotRun);
