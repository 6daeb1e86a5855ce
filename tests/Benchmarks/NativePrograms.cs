using System.Diagnostics;

namespace DNS4Me.Benchmarks;

/// <summary>The agent and the server as they ship on Linux: compiled ahead of time.</summary>
internal static class NativePrograms
{
    public static Task<string> AgentAsync() => PublishAsync("src", "Agent", "dns4me-agent");

    public static Task<string> ServerAsync() => PublishAsync("src", "Server", "dns4me-server");

    /// <summary>The agent's web server without the agent.</summary>
    public static Task<string> WebHostAsync() => PublishAsync("tools", "WebHost", "dns4me-webhost");

    /// <summary>Nothing is staged on the way: what else runs must not find its programs replaced.</summary>
    private static async Task<string> PublishAsync(string folder, string part, string program)
    {
        var output = Path.Combine(Repository.Root, "out", "native", part);
        string[] arguments =
        [
            "publish", Path.Combine(Repository.Root, folder, $"DNS4Me.{part}"), "--configuration", "Release", $"-p:Stage{part}=false", "-p:StageAgent=false",
            "--output", output, "--verbosity", "quiet", "-nologo",
        ];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? Path.Combine(output, program) : throw new InvalidOperationException($"The {part} did not publish as a native program.");
    }
}
