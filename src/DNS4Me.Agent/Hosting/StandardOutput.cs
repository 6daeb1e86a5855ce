using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DNS4Me.Agent.Hosting;

/// <summary>
/// What the agent says to whoever starts it. On Unix the framework's console would first set up the terminal, which is the starter's own.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;

    /// <summary>Writes a line at once. Whoever it is for may have gone, which is no failure.</summary>
    public static void WriteLine(string line)
    {
        try
        {
            using var output = OperatingSystem.IsWindows()
                ? Console.OpenStandardOutput()
                : new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            output.Write(Encoding.UTF8.GetBytes(line + "\n"));
        }
        catch (IOException)
        {
        }
    }
}
