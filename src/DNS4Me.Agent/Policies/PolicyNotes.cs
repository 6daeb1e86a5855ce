using DNS4Me.Policies;

namespace DNS4Me.Agent.Policies;

/// <summary>What people are told of changed policies.</summary>
internal static class PolicyNotes
{
    /// <summary>The sentences.</summary>
    /// <param name="before">The policies that were in force; null: none yet.</param>
    /// <param name="after">The policies that are.</param>
    public static IEnumerable<string> Of(PolicySet? before, PolicySet after)
    {
        var (had, has) = (Governing(before), Governing(after));
        var changes = has.Except(had).Select(value => $"'{value.Setting.PolicyName}' ({value.Source}) has {value.Setting.Member} be '{value.Text}'")
            .Concat(had.Where(value => has.All(other => other.Setting != value.Setting)).Select(value => $"'{value.Setting.PolicyName}' no longer governs {value.Setting.Member}"))
            .ToList();
        if (changes.Count > 0)
        {
            var title = had.Count == 0 ? "Policies are in force" : has.Count == 0 ? "No policy is in force any more" : "The policies have changed";
            yield return $"{title}: {string.Join("; ", changes)}.";
        }

        if (after.Unknown.Count > 0 && (before is null || !before.Unknown.SequenceEqual(after.Unknown)))
        {
            yield return $"This version has no policy named {string.Join(", ", after.Unknown)}: what is set there governs nothing.";
        }
    }

    private static List<PolicyValue> Governing(PolicySet? policies) => [.. (policies ?? PolicySet.None).Governing];
}
