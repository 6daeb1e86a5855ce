using System.Management.Automation;
using System.Management.Automation.Host;

namespace DNS4Me.Host.Terminal;

/// <summary>Writes to the terminal: results to standard output, the rest to standard error, colours only where somebody sees them.</summary>
internal sealed partial class TerminalUI : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly TerminalRawUI _rawUI = new();
    private int _progressLength;

    public override PSHostRawUserInterface RawUI => _rawUI;

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    private static bool IsErrorVirtualTerminal => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public override void Write(string value) => Put(Console.Out, value, SupportsVirtualTerminal);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteLine() => Write(Environment.NewLine);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        lock (_lock)
        {
            if (!SupportsVirtualTerminal)
            {
                Write(value);
                return;
            }

            // The terminal's own colours are left alone: what stands for them may not be known.
            if (foregroundColor != _rawUI.ForegroundColor)
            {
                Console.ForegroundColor = foregroundColor;
            }

            if (backgroundColor != _rawUI.BackgroundColor)
            {
                Console.BackgroundColor = backgroundColor;
            }

            Write(value);
            Console.ResetColor();
        }
    }

    public override void WriteErrorLine(string value) => Put(Console.Error, value + Environment.NewLine, IsErrorVirtualTerminal);

    public override void WriteWarningLine(string message) => WriteErrorLine($"WARNING: {message}");

    public override void WriteVerboseLine(string message) => WriteErrorLine($"VERBOSE: {message}");

    public override void WriteDebugLine(string message) => WriteErrorLine($"DEBUG: {message}");

    /// <summary>The last line of a terminal shows how far a command is; a file or a pipe does not want to know.</summary>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (!IsErrorVirtualTerminal || !SupportsVirtualTerminal)
        {
            return;
        }

        lock (_lock)
        {
            EndProgress();
            if (record.RecordType == ProgressRecordType.Completed)
            {
                return;
            }

            var text = $"{record.Activity}: {record.StatusDescription}".ReplaceLineEndings(" ");
            var width = Math.Max(1, _rawUI.BufferSize.Width - 1);
            text = text.Length > width ? text[..width] : text;
            Console.Error.Write(text);
            _progressLength = text.Length;
        }
    }

    /// <summary>Takes the progress line away.</summary>
    public void EndProgress()
    {
        lock (_lock)
        {
            if (_progressLength > 0)
            {
                Console.Error.Write($"\r{new string(' ', _progressLength)}\r");
                _progressLength = 0;
            }
        }
    }

    /// <summary>Asks for a command; a file or a pipe is not asked.</summary>
    public void WritePrompt(string prompt)
    {
        if (!Console.IsInputRedirected)
        {
            Write(prompt);
        }
    }

    private void Put(TextWriter writer, string? text, bool ansi)
    {
        lock (_lock)
        {
            EndProgress();
            writer.Write(GetOutputString(text, ansi));
            writer.Flush();
        }
    }
}
