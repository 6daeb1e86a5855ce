using System.Text;

namespace DNS4Me.ZoneFiles;

/// <summary>
/// Cuts a zone file into entries and their words (RFC 1035, section 5.1). It holds one entry at a time, of a bounded length: what is longer is passed
/// over to its end, as a mistake.
/// </summary>
internal sealed class ZoneEntryReader(TextReader text, CancellationToken cancellation)
{
    /// <summary>The longest entry, in characters without blanks and comments: more than the longest text with every octet escaped.</summary>
    public const int LongestEntry = 65_536;

    /// <summary>The most mistakes of one entry's form that are told.</summary>
    private const int MostMistakes = 10;

    private const int End = -1;
    private const char Replacement = '\uFFFD';
    private const char ByteOrderMark = '\uFEFF';

    private readonly char[] _buffer = new char[4096];
    private readonly StringBuilder _word = new();
    private int _at;
    private int _filled;
    private int _line = 1;
    private int _column = 1;
    private bool _begun;

    private ZoneEntry _entry = new(1, false);
    private int _length;
    private bool _tooLong;

    /// <summary>The next entry that says something.</summary>
    /// <returns>Null at the end of the file.</returns>
    public ZoneEntry? Next()
    {
        if (!_begun)
        {
            _begun = true;
            if (Peek() == ByteOrderMark)
            {
                _at++;
            }
        }

        while (Peek() != End)
        {
            Read();
            if (_entry.Words.Count > 0 || _entry.Mistakes.Count > 0 || _entry.Remark is not null)
            {
                return _entry;
            }
        }

        return null;
    }

    private void Read()
    {
        _entry = new(_line, Peek() is ' ' or '\t');
        _length = 0;
        _tooLong = false;
        var open = new Parentheses(0, _line, _column);
        while (true)
        {
            var (line, column) = (_line, _column);
            switch (Peek())
            {
                case End:
                    if (open.Depth > 0)
                    {
                        Wrong(open.Line, open.Column, "The parenthesis that is opened here is never closed, so all that follows it is one entry.", "Close it and read the file again.");
                    }

                    return;
                case '\n' or '\r':
                    TakeLineEnd();
                    if (open.Depth == 0)
                    {
                        return;
                    }

                    break;
                case ' ' or '\t':
                    Take();
                    break;
                case ';':
                    ReadComment();
                    break;
                case '(':
                    Take();
                    Count(1);
                    open = open.Depth == 0 ? new(1, line, column) : open with { Depth = open.Depth + 1 };
                    break;
                case ')':
                    Take();
                    Count(1);
                    if (open.Depth == 0)
                    {
                        Wrong(line, column, "This parenthesis closes none.");
                    }

                    open = open with { Depth = Math.Max(0, open.Depth - 1) };
                    break;
                case '"':
                    ReadQuoted(line, column);
                    break;
                default:
                    ReadWord(line, column);
                    break;
            }
        }
    }

    private void ReadQuoted(int line, int column)
    {
        Take();
        _word.Clear();
        while (Peek() is not (End or '\n' or '\r' or '"'))
        {
            TakeIntoWord(mayBeBlank: true);
        }

        if (Peek() != '"')
        {
            Wrong(line, column, "The quotation mark that opens here is not closed on its line.");
            return;
        }

        Take();
        Keep(true, line, column);
    }

    private void ReadWord(int line, int column)
    {
        _word.Clear();
        while (Peek() is not (End or ' ' or '\t' or '\n' or '\r' or '(' or ')' or '"' or ';'))
        {
            TakeIntoWord(mayBeBlank: false);
        }

        Keep(false, line, column);
    }

    /// <summary>Takes a character, or a backslash with the one that it is about.</summary>
    private void TakeIntoWord(bool mayBeBlank)
    {
        var (line, column) = (_line, _column);
        var taken = Take();
        Append(taken, mayBeBlank, line, column);
        if (taken != '\\')
        {
            return;
        }

        if (Peek() is End or '\n' or '\r')
        {
            Wrong(line, column, "A backslash at the end of a line stands for nothing.");
        }
        else
        {
            Append(Take(), true, line, column);
        }
    }

    private void Append(char taken, bool mayBeBlank, int line, int column)
    {
        var isBlank = char.IsControl(taken) || (!mayBeBlank && char.IsWhiteSpace(taken));
        if (taken == Replacement)
        {
            Wrong(line, column, "The octets that stand here are not UTF-8.", "Save the file as UTF-8, or write each such octet as a backslash and three decimal digits.");
        }
        else if (isBlank && !HasSaidEnough)
        {
            Wrong(line, column, FormattableString.Invariant($"A character that cannot be seen, U+{(int)taken:X4}, stands here."), "Remove it, or write it as a backslash and three decimal digits for each of its octets.");
        }

        Count(1);
        if (!_tooLong)
        {
            _word.Append(taken);
        }
    }

    private void Keep(bool isQuoted, int line, int column)
    {
        Count(1);
        if (!_tooLong)
        {
            _entry.Words.Add(new(_word.ToString(), isQuoted, line, column));
        }
    }

    /// <summary>Passes over a comment, unless it is a remark of ours.</summary>
    private void ReadComment()
    {
        var (line, column) = (_line, _column);
        var remark = new StringBuilder();
        var marked = 0;
        var start = 0;
        Take();
        while (Peek() is not (End or '\n' or '\r'))
        {
            var taken = Take();
            if (marked == ZoneRemark.Marker.Length)
            {
                if (remark.Length <= LongestEntry)
                {
                    remark.Append(taken);
                }
            }
            else if (marked >= 0 && char.ToLowerInvariant(taken) == ZoneRemark.Marker[marked])
            {
                marked++;
                start = _column;
            }
            else if (marked > 0 || taken is not (' ' or '\t'))
            {
                marked = -1;
            }
        }

        if (marked < ZoneRemark.Marker.Length)
        {
            return;
        }

        Count(remark.Length);
        if (_entry.Remark is not null)
        {
            Wrong(line, column, $"A record has one remark '; {ZoneRemark.Marker}'; this is the second.");
        }

        _entry.Remark = _tooLong ? null : new(remark.ToString(), false, line, start);
    }

    private void Count(int characters)
    {
        _length += characters;
        if (_length > LongestEntry && !_tooLong)
        {
            _tooLong = true;
            Wrong(_entry.Line, 1, $"The entry that begins on this line is longer than {LongestEntry} characters, which no record is.", "Correct the line, and look whether every parenthesis is closed.");
        }
    }

    /// <summary>Notes what is wrong, unless enough of the entry is.</summary>
    private void Wrong(int line, int column, string what, string whatToDo = ZoneFileMistake.Correct)
    {
        if (!HasSaidEnough)
        {
            _entry.Mistakes.Add(ZoneFileMistake.At(line, column, what, whatToDo));
        }
    }

    private bool HasSaidEnough => _entry.Mistakes.Count == MostMistakes;

    private int Peek()
    {
        if (_at == _filled)
        {
            cancellation.ThrowIfCancellationRequested();
            _at = 0;
            _filled = text.Read(_buffer, 0, _buffer.Length);
        }

        return _filled == 0 ? End : _buffer[_at];
    }

    private char Take()
    {
        _column++;
        return _buffer[_at++];
    }

    private void TakeLineEnd()
    {
        if (Take() == '\r' && Peek() == '\n')
        {
            Take();
        }

        _line++;
        _column = 1;
    }

    /// <summary>How many parentheses are open, and where the outermost is.</summary>
    private readonly record struct Parentheses(int Depth, int Line, int Column);
}
