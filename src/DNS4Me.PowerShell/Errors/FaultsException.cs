namespace DNS4Me.PowerShell;

/// <summary>Carries several faults of one request to where they are reported.</summary>
internal sealed class FaultsException(IReadOnlyList<Fault> faults) : Exception(faults[0].Message)
{
    public IReadOnlyList<Fault> Faults { get; } = faults;
}
