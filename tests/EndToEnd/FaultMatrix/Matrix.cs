using System.Collections.Concurrent;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>Every row, in the order of the page. Rows are played beside each other, each once, whoever asks for it.</summary>
internal static class Matrix
{
    private const int AtOnce = 5;

    private static readonly SemaphoreSlim Turn = new(AtOnce);
    private static readonly ConcurrentDictionary<string, Lazy<Task<FaultRow>>> Played = new();

    private static readonly Func<Task<FaultRow>>[] Plays =
    [
        ServiceFaults.KilledWhileOfflineAsync,
        ServiceFaults.KilledWhileConnectingAsync,
        ServiceFaults.KilledWhileOnlineAsync,
        ServiceFaults.KilledWhileReconnectingAsync,
        ServiceFaults.KilledWhileGoingOfflineAsync,
        ServiceFaults.GoneForLongerThanTheTimeoutAsync,
        ServiceFaults.GoneForAnHourAsync,
        ServiceFaults.HangsForLongerThanTheTimeoutAsync,
        AgentFaults.KilledWhileOfflineAsync,
        AgentFaults.KilledWhileConnectingAsync,
        AgentFaults.KilledWhileOnlineAsync,
        AgentFaults.KilledWhileReconnectingAsync,
        AgentFaults.KilledWhileGoingOfflineAsync,
        NetworkFaults.ToServiceAsync,
        NetworkFaults.ToMachineAsync,
        NetworkFaults.BothWaysAsync,
        NetworkFaults.WhileConnectingAsync,
        NetworkFaults.HalfOpenAsync,
        NetworkFaults.CableOutAsync,
        ProxyFaults.KilledWhileConnectingAsync,
        ProxyFaults.KilledWhileOnlineAsync,
        ProxyFaults.HangsWhileOnlineAsync,
        DiskFaults.FullAtTheMachineAsync,
        DiskFaults.FullAtTheAgentsStartAsync,
        DiskFaults.FullAtTheServiceAsync,
        DiskFaults.ReadOnlyAtTheMachineAsync,
        FileFaults.SettingsTornAsync,
        FileFaults.StateTornAsync,
        FileFaults.RegistrationTornAsync,
        RivalFaults.SecondAgentAsync,
        RivalFaults.SecondMachineAsync,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Plays.Select(NameOf)];

    /// <summary>Has every row played, and waits for one.</summary>
    public static Task<FaultRow> PlayAsync(string name)
    {
        var wanted = Only is null ? Plays : Plays.Where(play => NameOf(play) == name);
        foreach (var play in wanted)
        {
            _ = Played.GetOrAdd(NameOf(play), _ => new(() => InTurnAsync(play))).Value;
        }

        return Played[name].Value;
    }

    /// <summary>Whether a developer asks for single rows; then the others are left alone.</summary>
    private static string? Only => Environment.GetEnvironmentVariable("DNS4ME_FAULT_ROWS");

    private static string NameOf(Func<Task<FaultRow>> play) => $"{play.Method.DeclaringType!.Name}.{play.Method.Name[..^"Async".Length]}";

    private static async Task<FaultRow> InTurnAsync(Func<Task<FaultRow>> play)
    {
        await Turn.WaitAsync();
        try
        {
            return await play();
        }
        finally
        {
            Turn.Release();
        }
    }
}
