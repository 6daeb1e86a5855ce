namespace DNS4Me.Agent.Checks;

/// <summary>What a look at one thing came to.</summary>
/// <param name="IsGood">Whether it is as it should be.</param>
/// <param name="What">The thing, in a word.</param>
/// <param name="Text">What was found, in a line.</param>
internal sealed record Finding(bool IsGood, string What, string Text)
{
    /// <summary>A line for a person, and for a script that looks at its first word.</summary>
    public override string ToString() => $"{(IsGood ? "ok" : "FAILED"),-6}  {What}: {Text}";
}
