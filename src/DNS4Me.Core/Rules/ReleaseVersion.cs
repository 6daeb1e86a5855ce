using System.Globalization;

namespace DNS4Me;

/// <summary>
/// Versions of releases: three numbers, after a hyphen what comes before the release of those numbers, and after a plus sign the build, which makes no difference (Semantic Versioning 2.0.0, sections 2 and 9 to 11). Which of two versions before the same release is the
/// newer is not told apart, since none of them is offered.
/// </summary>
public static class ReleaseVersion
{
    /// <summary>Whether the text is the version of a release: three numbers, and nothing after them.</summary>
    public static bool IsRelease(string? text) => TryParse(text, out _, out var isRelease) && isRelease && text!.IndexOf('+') < 0;

    /// <summary>Whether a release is newer than what is in use.</summary>
    /// <param name="release">The release.</param>
    /// <param name="inUse">A release or a version before one; one that cannot be read is older than anything.</param>
    public static bool IsNewer(string release, string inUse)
    {
        if (!TryParse(release, out var newest, out _))
        {
            return false;
        }

        return !TryParse(inUse, out var present, out var isRelease) || newest > present || (newest == present && !isRelease);
    }

    private static bool TryParse(string? text, out Version version, out bool isRelease)
    {
        var parts = (text ?? "").Split('+')[0].Split(['-'], 2);
        var numbers = parts[0].Split('.');
        isRelease = parts.Length == 1;
        version = new();
        if (numbers.Length != 3 || !numbers.All(number => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return false;
        }

        version = new(parts[0]);
        return true;
    }
}
