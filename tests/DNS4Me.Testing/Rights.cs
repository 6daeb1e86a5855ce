namespace DNS4Me.Testing;

/// <summary>Rights that a test may need. Without them it is skipped, and says so.</summary>
public static class Rights
{
    /// <summary>Whether the tests run as root.</summary>
    public static bool IsRoot { get; } = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>Skips the test unless it runs as root.</summary>
    /// <param name="what">What only root can do.</param>
    public static void RequireRoot(string what) => Assert.SkipUnless(IsRoot, $"Only root can {what}.");
}
