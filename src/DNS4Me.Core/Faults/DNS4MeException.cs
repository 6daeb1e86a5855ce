namespace DNS4Me;

/// <summary>Carries a <see cref="DNS4Me.Fault"/> to where it is reported.</summary>
public sealed class DNS4MeException : Exception
{
    /// <summary>Wraps a fault.</summary>
    public DNS4MeException(Fault fault, Exception? inner = null)
        : base(fault.Message, inner) => Fault = fault;

    /// <summary>The fault.</summary>
    public Fault Fault { get; }
}
