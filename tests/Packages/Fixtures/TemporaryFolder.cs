namespace DNS4Me.Packages.Fixtures;

/// <summary>A folder of the test's own, which goes with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dns4me-packages-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
