using System.Collections.Immutable;
using System.Net;

namespace DNS4Me.Agent.Presence;

/// <summary>
/// Makes sure of a changed address of one family before it is published: it has to be seen twice in a row, and one that was in force not long ago more
/// often each time it comes back, so that a machine whose connections leave by several ways keeps the address that it has.
/// </summary>
internal sealed record FamilyWatch
{
    /// <summary>How often in a row a new address is to be seen.</summary>
    private const int Sure = 2;

    /// <summary>How often one is to be seen that was in force not long ago, the first time it comes back.</summary>
    private const int SureOfReturn = 6;

    private const int MostDoublings = 3;
    private const int MostFormer = 16;

    /// <summary>How long an address that was given up is remembered after it was last seen.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    /// <summary>Of a family of which nothing is known.</summary>
    public static FamilyWatch None { get; } = new();

    /// <summary>The address that is seen instead of the one in force; null while there is none.</summary>
    public IPAddress? Candidate { get; init; }

    /// <summary>How often in a row it was seen.</summary>
    public int Sightings { get; init; }

    /// <summary>Whether the candidate came after another one: then a look soon after would show yet another.</summary>
    public bool IsRotating { get; init; }

    /// <summary>Whether what changes is likely to have changed for good, as after the machine's own addresses did.</summary>
    public bool IsMoving { get; init; }

    /// <summary>How often an address came back that was in force not long ago.</summary>
    public int Returns { get; init; }

    /// <summary>The addresses that were in force not long ago, each with when it was last seen or given up.</summary>
    public ImmutableList<(IPAddress Address, TimeSpan Last)> Former { get; init; } = [];

    /// <summary>Whether the candidate is to be looked for soon.</summary>
    public bool IsPending => Candidate is not null && !IsRotating;

    /// <summary>The address to expect at the next look: that in force, or the candidate if that look can make sure of it.</summary>
    /// <param name="inForce">The address in force; null: whatever is seen will do.</param>
    /// <param name="now">The moment.</param>
    public IPAddress? Expected(IPAddress? inForce, TimeSpan now)
        => inForce is not null && Candidate is not null && Sightings + 1 >= Needed(now) ? Candidate : inForce;

    /// <summary>After a look.</summary>
    /// <param name="before">The address in force before it.</param>
    /// <param name="inForce">The address in force after it.</param>
    /// <param name="seen">The address that was seen.</param>
    /// <param name="now">The moment.</param>
    public FamilyWatch After(IPAddress? before, IPAddress? inForce, IPAddress seen, TimeSpan now)
    {
        var watch = before is null || before.Equals(inForce) ? this : Changed(before, inForce, now);
        if (inForce is null || inForce.Equals(seen))
        {
            return watch with { Candidate = null, Sightings = 0, IsRotating = false, IsMoving = false };
        }

        var known = watch.Former.FindIndex(one => one.Address.Equals(seen));
        watch = known < 0 ? watch : watch with { Former = watch.Former.SetItem(known, (seen, now)) };
        return seen.Equals(watch.Candidate)
            ? watch with { Sightings = watch.Sightings + 1, IsRotating = false }
            : watch with { Candidate = seen, Sightings = 1, IsRotating = watch.Candidate is not null };
    }

    private FamilyWatch Changed(IPAddress before, IPAddress? inForce, TimeSpan now)
    {
        var former = Former.RemoveAll(one => now - one.Last > Memory);
        var isReturn = former.Exists(one => one.Address.Equals(inForce));
        former = former.RemoveAll(one => one.Address.Equals(before) || one.Address.Equals(inForce)).Add((before, now));
        return this with
        {
            Former = former.Count > MostFormer ? former.RemoveAt(0) : former,
            Returns = isReturn && !IsMoving ? Returns + 1 : former.Count > 1 ? Returns : 0,
        };
    }

    private int Needed(TimeSpan now) => !IsMoving && Former.Exists(one => one.Address.Equals(Candidate) && now - one.Last <= Memory)
        ? SureOfReturn << Math.Min(Returns, MostDoublings)
        : Sure;
}
