using System.Text;

namespace DNS4Me.PowerShell.Client;

/// <summary>A text file that is written line by line and is there whole or not at all: it is written beside its place and then put there.</summary>
internal sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly bool _replace;
    private readonly string _written;
    private readonly FileStream _stream;
    private readonly StreamWriter _writer;

    /// <exception cref="DNS4MeException">It cannot be written, or there is one already.</exception>
    public WholeFile(string path, bool replace)
    {
        (_path, _replace, _written) = (path, replace, $"{path}.{Guid.NewGuid():N}");
        _stream = Do(() =>
        {
            CheckAbsent();
            return new FileStream(_written, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        });
        _writer = new(_stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
    }

    /// <exception cref="DNS4MeException">The line cannot be written.</exception>
    public void WriteLine(string line) => Do(() =>
    {
        _writer.WriteLine(line);
        return true;
    });

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="DNS4MeException">It cannot be; a file that is there is as it was.</exception>
    public void Commit() => Do(() =>
    {
        _writer.Flush();
        _stream.Flush(flushToDisk: true);
        _writer.Dispose();
        if (_replace && File.Exists(_path))
        {
            File.Replace(_written, _path, null);
        }
        else
        {
            CheckAbsent();
            File.Move(_written, _path);
        }

        return true;
    });

    /// <summary>Removes what was not put in its place.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        File.Delete(_written);
    }

    private void CheckAbsent()
    {
        if (!_replace && File.Exists(_path))
        {
            throw new DNS4MeException(Faults.FileExists(_path));
        }
    }

    private T Do<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.FileUnwritable(_path, e.Message), e);
        }
    }
}
