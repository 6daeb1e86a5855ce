using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.PowerShell.Client;

/// <summary>Files that a user asks for: whole or not at all, and on Unix the owner's alone. On Windows they inherit their folder's permissions.</summary>
internal static class PrivateFile
{
    private const string TemplateEnd = ".XXXXXX";

    /// <summary>Writes a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    /// <param name="replace">Whether a file that is there is replaced.</param>
    /// <exception cref="DNS4MeException">It could not be; a file that is there is as it was.</exception>
    public static void Write(string path, string text, bool replace) => Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text), replace);

    /// <summary>Writes octets.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">The octets.</param>
    /// <param name="replace">Whether a file that is there is replaced.</param>
    /// <exception cref="DNS4MeException">It could not be; a file that is there is as it was.</exception>
    public static void Write(string path, byte[] bytes, bool replace)
    {
        string? written = null;
        try
        {
            using (var stream = Create(path, out written))
            {
                stream.Write(bytes, 0, bytes.Length);
                stream.Flush(flushToDisk: true);
            }

            if (replace && File.Exists(path))
            {
                File.Replace(written, path, null);
            }
            else
            {
                File.Move(written, path);
            }

            written = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(!replace && File.Exists(path) ? Faults.FileExists(path) : Faults.FileUnwritable(path, e.Message), e);
        }
        finally
        {
            if (written is not null)
            {
                File.Delete(written);
            }
        }
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="longest">The most characters that are read; one more tells that there are more.</param>
    /// <exception cref="DNS4MeException">It could not be read.</exception>
    public static string Read(string path, int longest)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            var text = new char[longest + 1];
            return new(text, 0, reader.ReadBlock(text, 0, text.Length));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.FileUnreadable(path, e.Message), e);
        }
    }

    /// <summary>A new file beside the one that is to be, which nobody else may open from its first moment.</summary>
    private static FileStream Create(string path, out string written)
    {
        if (LocalMachine.IsWindows)
        {
            written = $"{path}.{Guid.NewGuid():N}";
            return new(written, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        }

        var template = Encoding.UTF8.GetBytes(path + TemplateEnd + "\0");
        var descriptor = UnixCalls.MakeFile(template);
        if (descriptor < 0)
        {
            throw new IOException(new Win32Exception(Marshal.GetLastWin32Error()).Message);
        }

        written = Encoding.UTF8.GetString(template, 0, template.Length - 1);
        return new(new SafeFileHandle(new IntPtr(descriptor), ownsHandle: true), FileAccess.Write);
    }
}
