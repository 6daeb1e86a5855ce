using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that put settings back to their defaults: all of a section, or those that are named.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public abstract class ResetSettingCommand<T> : SectionCommand<T>
    where T : class, new()
{
    /// <summary>The settings to put back; none: all of the section.</summary>
    public abstract string[]? Name { get; set; }

    /// <inheritdoc/>
    private protected override void Process()
    {
        var names = Name is null ? Area.Members.Names : Area.Members.Matching(Name, Area.Name);
        var before = Stored();
        var after = Area.Copy(before);
        var defaults = new T();
        foreach (var name in names)
        {
            Area.Members.Copy(name, defaults, after);
        }

        RequireUngoverned(after);
        DNS4MeException.ThrowIfAny(Area.Check(after));
        Change(SettingPatch.ToDefaults(Area, names), Words.ResetOf(Area.Members.Differences(before, after)));
    }
}
