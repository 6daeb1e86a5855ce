using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.PowerShell.Client;

/// <summary>The files that an agent keeps, for commands that report without one. They are the agent's alone to write.</summary>
internal static class AgentFiles
{
    /// <summary>The state that an agent left; null when there never was one.</summary>
    public static AgentStateFile? ReadState(AgentHome home) => Read(home, home.StateFile, AgentJson.Default.AgentStateFile);

    /// <summary>The agent's own settings; the defaults when none were ever changed.</summary>
    public static AgentSettings ReadSettings(AgentHome home) => Read(home, home.SettingsFile, AgentJson.Default.AgentSettings) ?? new();

    /// <summary>The settings as they are in force, with the policies of this system before the agent's own.</summary>
    public static SettingsInForce ReadInForce(AgentHome home)
    {
        var policies = LocalPolicies.Read(home.Scope);
        return new(PolicyReader.InForce(policies, ReadSettings(home)), policies.Governed);
    }

    /// <summary>The registration without its ID; null when there is none.</summary>
    public static StoredRegistration? ReadRegistration(AgentHome home) => Read(home, home.RegistrationFile, AgentJson.Default.StoredRegistration);

    /// <summary>How things stand without an agent.</summary>
    public static AgentStatus ReadStatus(AgentHome home)
        => (ReadState(home)?.StatusWithoutAgent(DateTimeOffset.UtcNow, home.Folder)
            ?? ReadFirstStatus(home)) with { Scope = home.Scope };

    /// <summary>How the web server stands without an agent.</summary>
    public static WebServerStatus ReadWebServer(AgentHome home)
    {
        var inForce = ReadInForce(home);
        return new()
        {
            Running = false,
            Port = inForce.Web.Port,
            Fault = inForce.Web.Running ? Faults.AgentNotRunning(home.Folder, home.Scope)
                : ReadSettings(home).Web.Running ? PolicySet.In(inForce).Of(SettingSection.Web, "running")?.Fault
                : null,
        };
    }

    /// <summary>The domains as last heard from the service.</summary>
    public static IReadOnlyList<string> ReadDomains(AgentHome home)
    {
        var state = ReadState(home);
        return state?.Registration is { Domains.Count: > 0 } registration ? registration.Domains : state?.Status.Domains ?? [];
    }

    /// <summary>How things stand where there never was an agent. That the policies cannot be obeyed is a part of that.</summary>
    private static AgentStatus ReadFirstStatus(AgentHome home)
    {
        try
        {
            return new() { State = AgentState.Offline, Server = ReadInForce(home).Server.ToString() };
        }
        catch (DNS4MeException e) when (e.Fault.Code == FaultCode.PolicyUnreadable)
        {
            return new() { State = AgentState.Offline, Fault = e.Fault };
        }
    }

    private static T? Read<T>(AgentHome home, string path, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > AgentProtocol.LongestLine)
            {
                throw Unreadable(path, Words.TooLong(AgentProtocol.LongestLine), null);
            }

            return JsonSerializer.Deserialize(file, type) ?? throw Unreadable(path, "it is empty.", null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e) when (home.Scope == AgentScope.Machine)
        {
            throw new DNS4MeException(Faults.AgentRefused(path, home.Scope), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            throw Unreadable(path, e.Message, e);
        }
    }

    private static DNS4MeException Unreadable(string path, string reason, Exception? inner) => new(Faults.SettingsUnreadable(path, reason), inner);
}
