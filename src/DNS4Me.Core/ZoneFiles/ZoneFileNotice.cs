namespace DNS4Me.ZoneFiles;

/// <summary>Something in a zone file that was passed over or taken in another way than elsewhere, without being a mistake.</summary>
/// <param name="Line">The first line that it is about.</param>
/// <param name="Message">What it is, in a sentence that begins with the line.</param>
/// <param name="IsRoutine">Whether it is so in every zone file, as with the SOA record, so that nobody has to be warned.</param>
public sealed record ZoneFileNotice(int Line, string Message, bool IsRoutine);
