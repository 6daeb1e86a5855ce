namespace DNS4Me.ZoneFiles;

/// <summary>The classes of zone files, of which one is in use.</summary>
internal static class ZoneClasses
{
    public const string Internet = "IN";

    private static readonly string[] All = [Internet, "CLASS1", "CH", "CHAOS", "CLASS3", "HS", "HESIOD", "CLASS4", "CS", "CLASS2"];

    public static bool Is(ZoneWord word) => All.Any(word.Is);

    /// <exception cref="ZoneSyntaxException">It is another class.</exception>
    public static void ExpectInternet(ZoneWord word)
    {
        if (!All.Take(2).Any(word.Is))
        {
            throw word.Mistake($"{word.Shown} is a class that DNS4Me does not serve; it serves {Internet}.");
        }
    }
}
