namespace DNS4Me.ZoneFiles;

/// <summary>A record of a zone file.</summary>
/// <param name="Line">The line that it begins on.</param>
/// <param name="Record">The record, in its stored form.</param>
public sealed record ZoneFileRecord(int Line, DomainRecord Record);
