using DNS4Me.Policies;

namespace DNS4Me.Agent.Policies;

/// <summary>
/// The policies in force. Policies that cannot be read or obeyed change nothing: those that were in force stay so. An agent that has found none other since it
/// started has none, not even "no policy", and so no settings.
/// </summary>
/// <param name="source">Where they stand.</param>
internal sealed class PolicyKeeper(IPolicySource source)
{
    private readonly Lock _gate = new();
    private volatile PolicySet? _inForce;
    private volatile Fault? _fault;

    /// <summary>The policies in force.</summary>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>: there were none yet that could be obeyed.</exception>
    public PolicySet InForce => _inForce ?? throw new DNS4MeException(_fault ?? Faults.InternalError("The policies were not read."));

    /// <summary>The policies in force; null when there were none yet that could be obeyed.</summary>
    public PolicySet? Last => _inForce;

    /// <summary>Why what stands there now cannot be obeyed; null when it is obeyed.</summary>
    public Fault? Fault => _fault;

    /// <summary>Looks whether the policies have changed, and puts them in force.</summary>
    /// <param name="check">Throws when policies cannot be obeyed with the agent's settings.</param>
    public void Look(Action<PolicySet> check)
    {
        lock (_gate)
        {
            try
            {
                var read = source.Read();
                if (!read.Equals(_inForce) || _fault is not null)
                {
                    check(read);
                }

                (_inForce, _fault) = (read.Equals(_inForce) ? _inForce : read, null);
            }
            catch (DNS4MeException e) when (e.Fault.Code == FaultCode.PolicyUnreadable)
            {
                _fault = _fault == e.Fault ? _fault : e.Fault;
            }
        }
    }
}
