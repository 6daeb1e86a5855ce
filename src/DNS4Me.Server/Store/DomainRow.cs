namespace DNS4Me.Server.Store;

/// <summary>A domain as it is stored.</summary>
/// <param name="Id">Its key.</param>
/// <param name="AccountId">Whose it is.</param>
/// <param name="Name">The name, in lower-case A-labels.</param>
/// <param name="ServiceZone">The service zone it lies below; null for a domain brought by its owner.</param>
internal sealed record DomainRow(long Id, long AccountId, string Name, string? ServiceZone);
