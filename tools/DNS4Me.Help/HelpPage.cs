namespace DNS4Me.Help;

/// <summary>The help of one cmdlet, as its page in platyPS's Markdown (schema 2024-05-01) has it. Texts are Markdown.</summary>
public sealed record HelpPage
{
    /// <summary>What stands between the page's first two lines of dashes, by name.</summary>
    public required IReadOnlyDictionary<string, string> FrontMatter { get; init; }

    /// <summary>The cmdlet.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, in a sentence.</summary>
    public required string Synopsis { get; init; }

    /// <summary>The parameter sets in the page's order, the default one first, with their lines of syntax.</summary>
    public required IReadOnlyList<HelpEntry> Syntax { get; init; }

    /// <summary>What it does, when to use it, and what happens when something is away.</summary>
    public required string Description { get; init; }

    /// <summary>The examples, in the page's order.</summary>
    public required IReadOnlyList<HelpExample> Examples { get; init; }

    /// <summary>The parameters without the common ones, WhatIf and Confirm included, in the page's order.</summary>
    public required IReadOnlyList<HelpParameter> Parameters { get; init; }

    /// <summary>The types that come down the pipeline, each with what becomes of them.</summary>
    public required IReadOnlyList<HelpEntry> Inputs { get; init; }

    /// <summary>The types that it writes, each with when.</summary>
    public required IReadOnlyList<HelpEntry> Outputs { get; init; }

    /// <summary>What else there is to know; empty: nothing.</summary>
    public required string Notes { get; init; }

    /// <summary>The texts of the links to what belongs to it.</summary>
    public required IReadOnlyList<string> Links { get; init; }
}

/// <summary>Something with a heading of its own.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Text">What stands below it.</param>
public sealed record HelpEntry(string Name, string Text);
