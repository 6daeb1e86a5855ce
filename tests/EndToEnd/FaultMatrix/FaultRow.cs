namespace DNS4Me.EndToEnd.FaultMatrix;

/// <summary>A row of the matrix, as a run has found it.</summary>
/// <param name="Fault">What is done, and to whom.</param>
/// <param name="Step">Where the agent stood with the service when it was done.</param>
/// <param name="Status">What Get-DNS4MeStatus says while it lasts.</param>
/// <param name="Visitors">What the world's resolvers are answered while it lasts.</param>
/// <param name="BackBy">What brings the domain back after it.</param>
/// <param name="Bound">Until when at the latest.</param>
internal sealed record FaultRow(string Fault, string Step, string Status, string Visitors, string BackBy, string Bound)
{
    public const string Heading = "| fault | step | status | visitors get | back by | within |\n| --- | --- | --- | --- | --- | --- |";

    public override string ToString() => $"| {Fault} | {Step} | {Status} | {Visitors} | {BackBy} | {Bound} |";
}
