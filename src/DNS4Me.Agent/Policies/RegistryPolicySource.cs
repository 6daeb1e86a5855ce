using DNS4Me.Policies;

namespace DNS4Me.Agent.Policies;

/// <summary>Group Policy: what it leaves in the registry.</summary>
/// <param name="registry">The registry.</param>
/// <param name="scope">Whose agent obeys.</param>
internal sealed class RegistryPolicySource(IPolicyRegistry registry, AgentScope scope) : IPolicySource
{
    /// <inheritdoc/>
    public PolicySet Read() => PolicyReader.ReadRegistry(scope, source =>
    {
        try
        {
            return registry.ValuesOf(source);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.PolicyUnreadable(PolicyReader.PlaceOf(source), e.Message), e);
        }
    });
}
