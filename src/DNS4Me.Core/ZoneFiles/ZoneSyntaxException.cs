namespace DNS4Me.ZoneFiles;

/// <summary>Ends the reading of an entry at a mistake; the next entry is read all the same.</summary>
internal sealed class ZoneSyntaxException(ZoneFileMistake mistake) : Exception(mistake.Fault.Message)
{
    public ZoneFileMistake Mistake => mistake;
}
