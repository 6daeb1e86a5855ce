using DNS4Me.Policies;

namespace DNS4Me.Agent.Policies;

/// <summary>Where the policies for an agent stand.</summary>
internal interface IPolicySource
{
    /// <summary>Reads them as they are now. It is asked often.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>.</exception>
    PolicySet Read();
}
