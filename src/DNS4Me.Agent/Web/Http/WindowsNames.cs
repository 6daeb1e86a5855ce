using System.Buffers;

namespace DNS4Me.Agent.Web.Http;

/// <summary>Which names mean on Windows what they say. The others are devices, streams of other files, or other names with something at the end that Windows drops.</summary>
internal static class WindowsNames
{
    private static readonly SearchValues<char> Special = SearchValues.Create("<>:\"|?*\\/");

    /// <summary>Whether a name is of a file of exactly that name.</summary>
    public static bool IsPlain(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || name.ContainsAny(Special) || name[^1] is '.' or ' ')
        {
            return false;
        }

        var dot = name.IndexOf('.');
        return !IsDevice((dot < 0 ? name : name[..dot]).TrimEnd(' '));
    }

    /// <summary>Devices have their name in every folder, whatever follows its first dot (Microsoft, "Naming Files, Paths, and Namespaces").</summary>
    private static bool IsDevice(ReadOnlySpan<char> name)
    {
        if (name.Length == 4 && (Is(name[..3], "COM") || Is(name[..3], "LPT")))
        {
            return char.IsAsciiDigit(name[3]) || name[3] is '\u00B9' or '\u00B2' or '\u00B3';
        }

        return Is(name, "CON") || Is(name, "PRN") || Is(name, "AUX") || Is(name, "NUL") || Is(name, "CONIN$") || Is(name, "CONOUT$") || Is(name, "CLOCK$");
    }

    private static bool Is(ReadOnlySpan<char> name, string device) => name.Equals(device, StringComparison.OrdinalIgnoreCase);
}
