namespace DNS4Me;

/// <summary>Carries what went wrong to where it is reported.</summary>
public sealed class DNS4MeException : Exception
{
    /// <summary>Wraps a fault.</summary>
    public DNS4MeException(Fault fault, Exception? inner = null)
        : base(fault.Message, inner) => Faults = [fault];

    /// <summary>Wraps every fault of a wish.</summary>
    /// <param name="faults">The faults; one at least.</param>
    public DNS4MeException(IReadOnlyList<Fault> faults)
        : base(faults[0].Message) => Faults = faults;

    /// <summary>The fault; the first where there are several.</summary>
    public Fault Fault => Faults[0];

    /// <summary>Every fault.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Throws when there are faults.</summary>
    public static void ThrowIfAny(IReadOnlyList<Fault> faults)
    {
        if (faults.Count > 0)
        {
            throw new DNS4MeException(faults);
        }
    }
}
