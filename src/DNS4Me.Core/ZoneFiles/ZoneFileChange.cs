using DNS4Me.Service;

namespace DNS4Me.ZoneFiles;

/// <summary>A change that makes a domain what a zone file says.</summary>
/// <param name="Change">The change.</param>
/// <param name="Record">The record as it will be, or as it is that goes.</param>
/// <param name="Line">The file's line that asks for it; null for a record that the file does not have.</param>
public sealed record ZoneFileChange(RecordChange Change, DomainRecord Record, int? Line);
