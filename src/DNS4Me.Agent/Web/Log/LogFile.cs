using System.Globalization;

namespace DNS4Me.Agent.Web.Log;

/// <summary>The file of a log, the owner's alone: a new one is begun when it is long enough, and a bounded number of older ones is kept.</summary>
/// <param name="path">The file.</param>
/// <param name="size">From which length on, in bytes, a new one is begun.</param>
/// <param name="kept">How many older ones are kept.</param>
internal sealed class LogFile(string path, long size, int kept) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private FileStream? _stream;
    private bool _isTorn;

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Adds lines.</summary>
    /// <param name="lines">Whole lines.</param>
    /// <param name="head">What a new file begins with.</param>
    /// <exception cref="IOException">They could not be written, or not all.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void Append(ReadOnlySpan<byte> lines, Func<byte[]> head)
    {
        try
        {
            // Somebody may have moved it away.
            if (_stream is not null && !File.Exists(path))
            {
                Close();
            }

            _stream ??= Open();
            if (_stream.Length >= size)
            {
                Close();
                Rotate();
                _stream = Open();
            }

            if (_stream.Length == 0)
            {
                _stream.Write(head());
            }
            else if (_isTorn)
            {
                _stream.Write("\n"u8);
            }

            _isTorn = false;
            _stream.Write(lines);
            _stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _isTorn = true;
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private FileStream Open()
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
            }
        }

        // Without a buffer of its own: what is written is a batch already, and a failed write must not linger.
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return new(path, options);
    }

    private void Close()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private void Rotate()
    {
        for (var number = kept - 1; number >= 1; number--)
        {
            if (File.Exists(NameOf(number)))
            {
                File.Move(NameOf(number), NameOf(number + 1), overwrite: true);
            }
        }

        File.Move(path, NameOf(1), overwrite: true);
    }

    private string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");
}
