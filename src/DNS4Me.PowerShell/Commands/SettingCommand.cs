using DNS4Me.Local;
using DNS4Me.PowerShell.Settings;

namespace DNS4Me.PowerShell.Commands;

/// <summary>What the cmdlets share that set settings: only what was given is sent, and a mistake is told before an agent is started.</summary>
/// <typeparam name="T">The section's type.</typeparam>
public abstract class SettingCommand<T> : SectionCommand<T>
    where T : class, new()
{
    private readonly List<string> _given = [];

    /// <summary>Puts what was given in place, by <see cref="Take{TValue}(TValue, string, Action{TValue})"/>.</summary>
    /// <exception cref="DNS4MeException">What was given contradicts itself.</exception>
    private protected abstract void Apply(T setting);

    /// <inheritdoc/>
    private protected override void Process()
    {
        var before = Stored();
        var after = Area.Copy(before);
        _given.Clear();
        Apply(after);
        if (_given.Count == 0)
        {
            throw new DNS4MeException(Faults.InvalidValue(Area.Name, Words.NothingGiven, Area.Name));
        }

        DNS4MeException.ThrowIfAny(Area.Check(after));
        RequireUngoverned(after);
        Change(WithSecret(SettingPatch.Of(Area, after, _given)), Words.ChangeOf(Area.Members.Differences(before, after)));
    }

    /// <summary>Adds to a change the secret that goes with it.</summary>
    private protected virtual SettingChange WithSecret(SettingChange change) => change;

    /// <summary>Puts a value in place; null means not given.</summary>
    private protected void Take<TValue>(TValue? value, string name, Action<TValue> set)
        where TValue : struct
    {
        if (value is { } given)
        {
            set(given);
            _given.Add(name);
        }
    }

    /// <summary>Puts a value in place; null means not given.</summary>
    private protected void Take<TValue>(TValue? value, string name, Action<TValue> set)
        where TValue : class
    {
        if (value is not null)
        {
            set(value);
            _given.Add(name);
        }
    }
}
