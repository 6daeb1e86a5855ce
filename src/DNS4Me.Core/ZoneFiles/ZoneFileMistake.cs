namespace DNS4Me.ZoneFiles;

/// <summary>A mistake in a zone file. Its fault begins with the place.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The character in the line, counted from 1; a tab is one.</param>
/// <param name="Fault">What is wrong there, and what to do.</param>
public sealed record ZoneFileMistake(int Line, int Column, Fault Fault)
{
    /// <summary>What to do about most mistakes.</summary>
    internal const string Correct = "Correct the line and read the file again.";

    /// <summary>A mistake of the form.</summary>
    internal static ZoneFileMistake At(int line, int column, string what, string whatToDo = Correct)
        => Of(line, column, Faults.ZoneFileInvalid(what, whatToDo));

    /// <summary>A fault with its place.</summary>
    internal static ZoneFileMistake Of(int line, int column, Fault fault)
        => new(line, column, fault with { Message = FormattableString.Invariant($"Line {line}, column {column}: {fault.Message}") });
}
