namespace DNS4Me.PowerShell.Completion;

/// <summary>The properties of certificate authority records (RFC 8659, section 4).</summary>
public sealed class PropertyTagCompleter() : WordCompleter("issue", "issuewild", "iodef");
