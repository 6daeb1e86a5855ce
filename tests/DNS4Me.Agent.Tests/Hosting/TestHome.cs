using DNS4Me.Agent.Hosting;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Hosting;

/// <summary>A home of a test's own.</summary>
internal sealed class TestHome : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dns4me-agent-test-").FullName;

    /// <param name="length">How long the home's path shall be; 0 for a short one.</param>
    public TestHome(int length = 0)
    {
        var folder = Path.Combine(_root, "home");
        while (folder.Length < length)
        {
            folder = Path.Combine(folder, new string('x', Math.Min(100, Math.Max(1, length - folder.Length - 1))));
        }

        Home = CurrentUser.HomeAt(folder);
    }

    /// <summary>The home. Its folder is not there yet.</summary>
    public AgentHome Home { get; }

    /// <summary>A folder that is there, around the home.</summary>
    public string Root => _root;

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
