namespace DNS4Me.Agent.Settings;

/// <summary>What becomes of one password: a new one that is on the disk and not in force yet, or none from then on.</summary>
internal sealed class PreparedPassword : IDisposable
{
    private readonly PasswordStore _store;
    private readonly string? _before;
    private readonly PreparedChange? _change;

    private PreparedPassword(PasswordStore store, string? before, string? after)
        => (_store, _before, After, _change) = (store, before, after, after is null ? null : store.Prepare(after));

    /// <summary>The new password; null: none.</summary>
    public string? After { get; }

    /// <summary>Writes a new password to the disk.</summary>
    /// <param name="store">The password's store.</param>
    /// <param name="had">Whether the settings in force have a password.</param>
    /// <param name="has">Whether the new ones do.</param>
    /// <param name="given">The new password; null: the one there is.</param>
    /// <returns>Null when nothing is to become of it.</returns>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>.</exception>
    public static PreparedPassword? Of(PasswordStore store, bool had, bool has, string? given)
    {
        var before = had ? store.TryGet() : null;
        return has switch
        {
            true when given is not null && given != before => new(store, before, given),
            false when had => new(store, before, null),
            _ => null,
        };
    }

    /// <summary>Puts it in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.SettingsUnwritable"/>; what was in force stands.</exception>
    public void Commit()
    {
        if (_change is null)
        {
            _store.Forget();
        }
        else
        {
            _change.Commit();
        }
    }

    /// <summary>Puts back what was in force before.</summary>
    public void Undo()
    {
        if (_before is null)
        {
            _store.Forget();
            return;
        }

        using var back = _store.Prepare(_before);
        back.Commit();
    }

    /// <summary>Leaves nothing behind of what was not put in force.</summary>
    public void Dispose() => _change?.Dispose();
}
