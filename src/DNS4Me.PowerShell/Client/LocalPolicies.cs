using DNS4Me.Policies;

namespace DNS4Me.PowerShell.Client;

/// <summary>The policies of this system, for commands that report without an agent. The agent, which acts by them, reads them itself.</summary>
internal static class LocalPolicies
{
    /// <summary>The policies that an agent would obey.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>.</exception>
    public static PolicySet Read(AgentScope scope)
        => LocalMachine.IsWindows ? PolicyReader.ReadRegistry(scope, ValuesOf) : PolicyFile.Read(UnixCalls.StatusOf, File.OpenRead);

    private static IEnumerable<KeyValuePair<string, object?>> ValuesOf(SettingSource source)
    {
        try
        {
            return WindowsRegistry.ValuesOf(source == SettingSource.UserPolicy, PolicyReader.RegistryKey);
        }
        catch (IOException e)
        {
            throw new DNS4MeException(Faults.PolicyUnreadable(PolicyReader.PlaceOf(source), e.Message), e);
        }
    }
}
