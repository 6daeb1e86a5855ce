namespace DNS4Me.PowerShell.Completion;

/// <summary>The types that a domain's records can be of.</summary>
public sealed class StoredTypeCompleter() : WordCompleter(Enum.GetNames(typeof(RecordType)));
