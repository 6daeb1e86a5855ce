using System.Management.Automation.Host;

namespace DNS4Me.Host.Terminal;

/// <summary>The terminal's size and colours. Reading and moving single cells is not offered.</summary>
internal sealed class TerminalRawUI : PSHostRawUserInterface
{
    /// <summary>What .NET gives for a terminal's colour that it cannot ask for.</summary>
    private const ConsoleColor Unknown = (ConsoleColor)(-1);

    /// <summary>The size of what is not a terminal, as in PowerShell.</summary>
    private static readonly Size RedirectedSize = new(120, 50);

    public override Size BufferSize
    {
        get => TerminalSize();
        set => throw NotOffered();
    }

    public override Size WindowSize
    {
        get => TerminalSize();
        set => throw NotOffered();
    }

    public override Size MaxWindowSize => TerminalSize();

    public override Size MaxPhysicalWindowSize => TerminalSize();

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw NotOffered();
    }

    public override Coordinates CursorPosition
    {
        get => new(0, 0);
        set => throw NotOffered();
    }

    public override int CursorSize
    {
        get => 1;
        set => throw NotOffered();
    }

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor is var color and not Unknown ? color : ConsoleColor.Gray;
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor is var color and not Unknown ? color : ConsoleColor.Black;
        set => Console.BackgroundColor = value;
    }

    public override string WindowTitle { get; set; } = "";

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOffered();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NotOffered();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NotOffered();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotOffered();

    private static Size TerminalSize()
        => !Console.IsOutputRedirected && Console.WindowWidth > 0 ? new(Console.WindowWidth, Console.WindowHeight) : RedirectedSize;

    private static NotSupportedException NotOffered() => new("This host does not offer that.");
}
