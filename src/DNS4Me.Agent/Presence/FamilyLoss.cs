namespace DNS4Me.Agent.Presence;

/// <summary>A sign of life that was lost over one address family.</summary>
/// <param name="Family">Over which.</param>
/// <param name="Fault">Why.</param>
internal sealed record FamilyLoss(IPFamily Family, Fault Fault);
