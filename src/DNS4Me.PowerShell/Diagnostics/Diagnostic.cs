using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Local;
using DNS4Me.PowerShell.Client;

namespace DNS4Me.PowerShell.Diagnostics;

/// <summary>Gathers what support asks for, from the agent if one runs and from its files if not. What cannot be had is told of, and hinders nothing else.</summary>
/// <param name="home">The agent's home.</param>
/// <param name="zip">Where it goes.</param>
internal sealed class Diagnostic(AgentHome home, DiagnosticZip zip)
{
    private const int MostEvents = 1_000;
    private const string CrashLog = "agent-crash.log";
    private const int LongestLog = 64 * 1024;

    private readonly StringBuilder _problems = new();

    /// <summary>Gathers everything.</summary>
    /// <param name="session">What is known of the PowerShell session: names and values.</param>
    /// <param name="files">The lines about the home's files.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task GatherAsync(IEnumerable<KeyValuePair<string, string>> session, IEnumerable<string> files, CancellationToken cancellation)
    {
        AgentConnection? agent = null;
        try
        {
            agent = await AgentConnection.TryOpenAsync(home, cancellation).ConfigureAwait(false);
        }
        catch (DNS4MeException e)
        {
            Note("agent", e.Fault);
        }

        using (agent)
        {
            zip.AddText("versions.txt", string.Join("\n", session.Concat(MachineFacts.All()).Append(new("Agent", agent?.Agent.Version ?? "not running")).Select(fact => $"{fact.Key}: {fact.Value}")));
            zip.AddJson("agent.json", JsonSerializer.Serialize(
                agent?.Agent ?? new AgentInfo { Running = false, Home = home.Folder, Endpoint = home.Endpoint }, AgentJson.Default.AgentInfo));
            var status = await AddAsync("status.json", agent, AgentCalls.GetStatusAsync, () => AgentFiles.ReadStatus(home), AgentJson.Default.AgentStatus, cancellation).ConfigureAwait(false);
            await AddAsync("settings.json", agent, AgentCalls.GetSettingsAsync, () => AgentFiles.ReadInForce(home), AgentJson.Default.SettingsInForce, cancellation).ConfigureAwait(false);
            await AddAsync("web-server.json", agent, AgentCalls.GetWebServerAsync, () => AgentFiles.ReadWebServer(home), AgentJson.Default.WebServerStatus, cancellation).ConfigureAwait(false);
            await AddAsync("registration.json", agent, AgentCalls.GetRegistrationAsync, () => AgentFiles.ReadState(home)?.Registration, AgentJson.Default.RegistrationInfo, cancellation).ConfigureAwait(false);
            var events = await AddAsync(
                "events.json",
                agent,
                (connection, token) => connection.GetEventsAsync(new() { Max = MostEvents }, token),
                () => AgentFiles.ReadState(home)?.Status.RecentStatus ?? [],
                AgentJson.Default.IReadOnlyListStatusEvent,
                cancellation).ConfigureAwait(false);
            zip.AddText("last-fault.txt", LastFault(status, events));
        }

        AddLog();
        zip.AddText("files.txt", string.Join("\n", files));
        zip.AddText("network.txt", string.Join("\n", MachineFacts.Network()));
        zip.AddText("problems.txt", _problems.Length == 0 ? "None while this was gathered." : _problems.ToString());
    }

    private async Task<T?> AddAsync<T>(
        string name, AgentConnection? agent, Func<AgentConnection, CancellationToken, Task<T>> ask, Func<T?> read, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var value = agent is null ? read() : await ask(agent, cancellation).ConfigureAwait(false);
            if (value is not null)
            {
                zip.AddJson(name, JsonSerializer.Serialize(value, type));
            }

            return value;
        }
        catch (DNS4MeException e)
        {
            Note(name, e.Fault);
            return null;
        }
    }

    /// <summary>The fault that stands, or the newest that was told of.</summary>
    private static string LastFault(AgentStatus? status, IReadOnlyList<StatusEvent>? events)
    {
        var told = events?.LastOrDefault(item => item.Fault is not null);
        var standing = status?.Fault is { } fault ? $"Now: {fault.Code}: {fault.Message} {fault.Action}\n" : "";
        return standing + (told is null ? "No event tells of a fault." : $"{told.Time.ToString("u", CultureInfo.InvariantCulture)} {told.Kind} {told.Fault}: {told.Message}");
    }

    private void AddLog()
    {
        var path = Path.Combine(home.Folder, CrashLog);
        try
        {
            if (File.Exists(path))
            {
                zip.AddText(CrashLog, PrivateFile.Read(path, LongestLog));
            }
        }
        catch (DNS4MeException e)
        {
            Note(CrashLog, e.Fault);
        }
    }

    private void Note(string name, Fault fault) => _problems.Append(name).Append(": ").Append(fault.Code).Append(": ").Append(fault.Message).Append(' ').Append(fault.Action).Append('\n');
}
