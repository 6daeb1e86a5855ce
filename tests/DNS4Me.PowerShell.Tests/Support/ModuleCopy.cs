namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>A copy of the staged module without its agent, in whose place a test can put a script.</summary>
internal sealed class ModuleCopy : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("dns4me-module-");

    public ModuleCopy()
    {
        var folder = _parent.CreateSubdirectory("DNS4Me").FullName;
        foreach (var file in Directory.EnumerateFiles(Repository.Module))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        Manifest = Path.Combine(folder, "DNS4Me.psd1");
        Agent = Path.Combine(folder, "agent", OperatingSystem.IsWindows() ? "dns4me-agent.exe" : "dns4me-agent");
    }

    public string Manifest { get; }

    public string Agent { get; }

    /// <summary>Puts a shell script in the agent's place.</summary>
    public void PutScript(string body)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Agent)!);
        File.WriteAllText(Agent, "#!/bin/sh\n" + body + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Agent, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
