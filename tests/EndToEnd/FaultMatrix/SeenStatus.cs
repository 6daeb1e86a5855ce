using System.Globalization;

namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>What Get-DNS4MeStatus said at a moment.</summary>
internal sealed record SeenStatus(
    DateTimeOffset At, AgentState State, DateTimeOffset? Since, FaultCode? Fault, DateTimeOffset? LeaseEnds, long Epoch, string Address, bool AgentRunning, bool? Internet)
{
    /// <summary>A script that says it over and over, so that a row costs one console.</summary>
    public const string Script =
        """
        while ($true) {
            try {
                $s = Get-DNS4MeStatus -WarningAction SilentlyContinue
                [Console]::WriteLine(('status {0:o}|{1}|{2:o}|{3}|{4:o}|{5}|{6}|{7}|{8}' -f [DateTimeOffset]::UtcNow, $s.State, $s.Since, $s.Fault.Code, $s.LeaseEnds, $s.Epoch, $s.Address, $s.AgentRunning, $s.InternetConnected))
            }
            catch { [Console]::WriteLine("failed $($_.FullyQualifiedErrorId)") }
            [Threading.Thread]::Sleep(100)
        }
        """;

    public const string LineBeginning = "status ";
    public const string FailureBeginning = "failed ";

    public static SeenStatus Read(string line)
    {
        var cells = line[LineBeginning.Length..].Split('|');
        return new(
            Time(cells[0])!.Value,
            Enum.Parse<AgentState>(cells[1]),
            Time(cells[2]),
            cells[3].Length == 0 ? null : Enum.Parse<FaultCode>(cells[3]),
            Time(cells[4]),
            long.Parse(cells[5], CultureInfo.InvariantCulture),
            cells[6],
            bool.Parse(cells[7]),
            cells[8].Length == 0 ? null : bool.Parse(cells[8]));
    }

    /// <summary>As a row tells it.</summary>
    public string Words => Fault is null ? $"{State}" : $"{State}, {Fault}";

    private static DateTimeOffset? Time(string text)
        => text.Length == 0 ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
