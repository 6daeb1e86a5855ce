using System.Text;

namespace DNS4Me.Agent.Hosting;

/// <summary>
/// Where the agent failed, for whoever mends it: the last time only, and short. What an exception says can hold a secret, so its type and its
/// place alone are written, and the words of a fault, which never do.
/// </summary>
internal static class CrashLog
{
    private const string FileName = "agent-crash.log";
    private const int LongestText = 16 * 1024;

    /// <summary>Writes the log. The agent ends in any case, so a failure to do so is nobody's concern.</summary>
    public static void TryWrite(string homeFolder, Exception failure, DateTimeOffset time)
    {
        try
        {
            var text = Describe(failure, time);
            File.WriteAllText(Path.Combine(homeFolder, FileName), text.Length > LongestText ? text[..LongestText] : text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private static string Describe(Exception failure, DateTimeOffset time)
    {
        var text = new StringBuilder($"{time:u} dns4me-agent {AgentVersion.Text}\n");
        for (var e = failure; e is not null; e = e.InnerException)
        {
            text.Append(e.GetType().FullName).Append(e is DNS4MeException known ? $": {known.Fault}" : "").Append('\n').Append(e.StackTrace).Append('\n');
        }

        return text.ToString();
    }
}
