using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>A home of a test's own, which the module is told of.</summary>
internal sealed partial class TestHome : IDisposable
{
    private readonly string? _before = Environment.GetEnvironmentVariable(AgentHome.Variable);

    public TestHome()
    {
        var folder = Directory.CreateTempSubdirectory("dns4me-test-").FullName;
        Environment.SetEnvironmentVariable(AgentHome.Variable, folder);
        Home = AgentHome.OfUser(folder, "", UserId, OperatingSystem.IsWindows());
    }

    public static string UserId => OperatingSystem.IsWindows()
        ? System.Security.Principal.WindowsIdentity.GetCurrent().User!.Value
        : GetEffectiveUserId().ToString(CultureInfo.InvariantCulture);

    public AgentHome Home { get; }

    public void Leave(AgentStateFile state) => Write(Home.StateFile, state, AgentJson.Default.AgentStateFile);

    public void Leave(AgentSettings settings) => Write(Home.SettingsFile, settings, AgentJson.Default.AgentSettings);

    public void Leave(StoredRegistration registration) => Write(Home.RegistrationFile, registration, AgentJson.Default.StoredRegistration);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(AgentHome.Variable, _before);
        Directory.Delete(Home.Folder, recursive: true);
    }

    private static void Write<T>(string path, T value, JsonTypeInfo<T> type) => File.WriteAllText(path, JsonSerializer.Serialize(value, type));

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
