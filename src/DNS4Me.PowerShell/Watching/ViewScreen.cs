using System.Management.Automation.Host;

namespace DNS4Me.PowerShell.Watching;

/// <summary>A part of the console that is drawn again and again in one place.</summary>
internal sealed class ViewScreen
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;
    private const string Escape = "\u001b[";

    private readonly PSHostUserInterface _interface;
    private readonly bool _usesSequences;
    private int _drawn;

    private ViewScreen(PSHostUserInterface @interface, bool usesSequences) => (_interface, _usesSequences) = (@interface, usesSequences);

    /// <summary>The screen of a host.</summary>
    /// <returns>Null when the output goes elsewhere, or the host cannot move the cursor.</returns>
    public static ViewScreen? Of(PSHost host)
    {
        if (Console.IsOutputRedirected || host.UI is not { RawUI: not null } shown)
        {
            return null;
        }

        return shown.SupportsVirtualTerminal ? new(shown, usesSequences: true)
            : Try(() => shown.RawUI.CursorPosition = shown.RawUI.CursorPosition) ? new(shown, usesSequences: false)
            : null;
    }

    /// <summary>How many characters fit on a line without the next one beginning.</summary>
    public static int WidthOf(PSHost host) => Math.Max(20, Size(host).Width - 1);

    /// <summary>How many lines fit.</summary>
    public int Height => Math.Max(8, Size(_interface.RawUI).Height - 1);

    /// <summary>Draws the lines over those drawn before.</summary>
    public void Draw(IReadOnlyList<string> lines)
    {
        if (_usesSequences)
        {
            // One write, so that nothing flickers: up to the first line, and what is right of and below the new text goes.
            var up = _drawn > 0 ? $"{Escape}{_drawn}A\r" : "";
            _interface.Write($"{up}{string.Concat(lines.Select(line => $"{line}{Escape}K\n"))}{Escape}J");
        }
        else
        {
            DrawByCursor(lines);
        }

        _drawn = lines.Count;
    }

    private void DrawByCursor(IReadOnlyList<string> lines)
    {
        var width = Math.Max(20, Size(_interface.RawUI).Width - 1);
        if (_drawn > 0)
        {
            _interface.RawUI.CursorPosition = new(0, Math.Max(0, _interface.RawUI.CursorPosition.Y - _drawn));
        }

        foreach (var line in lines.Concat(Enumerable.Repeat("", Math.Max(0, _drawn - lines.Count))))
        {
            _interface.WriteLine(line.PadRight(width));
        }

        if (_drawn > lines.Count)
        {
            _interface.RawUI.CursorPosition = new(0, _interface.RawUI.CursorPosition.Y - (_drawn - lines.Count));
        }
    }

    private static Size Size(PSHost host) => host.UI?.RawUI is { } raw ? Size(raw) : new(UsualWidth, UsualHeight);

    private static Size Size(PSHostRawUserInterface raw)
    {
        var size = new Size(UsualWidth, UsualHeight);
        return Try(() => size = raw.WindowSize) && size.Width > 0 && size.Height > 0 ? size : new(UsualWidth, UsualHeight);
    }

    /// <summary>Hosts say by exceptions of many kinds what they cannot do.</summary>
    private static bool Try(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (Exception e) when (e is HostException or NotImplementedException or NotSupportedException or PSNotImplementedException or InvalidOperationException or IOException)
        {
            return false;
        }
    }
}
