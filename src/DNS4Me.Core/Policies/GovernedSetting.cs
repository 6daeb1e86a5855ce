using DNS4Me.Local;

namespace DNS4Me.Policies;

/// <summary>A setting that a policy can govern, and that policy.</summary>
public sealed record GovernedSetting
{
    /// <summary>The setting's section.</summary>
    public required SettingSection Section { get; init; }

    /// <summary>The setting's name in PowerShell.</summary>
    public required string Member { get; init; }

    /// <summary>The setting's name in JSON.</summary>
    public required string JsonName { get; init; }

    /// <summary>The policy's name as an administrator sees it in the template, and users in messages.</summary>
    public required string PolicyName { get; init; }

    /// <summary>The policy's name in the registry, in policy.json and in the template's own names.</summary>
    public required string ValueName { get; init; }

    /// <summary>What the policy holds.</summary>
    public required PolicyKind Kind { get; init; }

    /// <summary>The least of a <see cref="PolicyKind.Number"/>.</summary>
    public long Least { get; init; }

    /// <summary>The most of a <see cref="PolicyKind.Number"/>; of the others the longest text, or each text of a list, in characters.</summary>
    public long Most { get; init; }

    /// <summary>The words of a <see cref="PolicyKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}
