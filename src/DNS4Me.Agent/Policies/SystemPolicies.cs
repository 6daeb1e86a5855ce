namespace DNS4Me.Agent.Policies;

/// <summary>The policies of this system.</summary>
internal static class SystemPolicies
{
    /// <summary>Where an agent's policies stand here. Nothing that a user can set leads it elsewhere.</summary>
    /// <param name="scope">Whose agent obeys.</param>
    public static IPolicySource For(AgentScope scope)
        => OperatingSystem.IsWindows() ? new RegistryPolicySource(new WindowsPolicyRegistry(), scope) : new FilePolicySource();
}
