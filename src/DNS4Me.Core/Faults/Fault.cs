namespace DNS4Me;

/// <summary>Why a wish failed, whole: fit for an error record, a log line and the wire.</summary>
public sealed record Fault
{
    /// <summary>The stable code.</summary>
    public required FaultCode Code { get; init; }

    /// <summary>What happened, in a sentence. It never carries a secret.</summary>
    public required string Message { get; init; }

    /// <summary>What a person can do about it, in a sentence.</summary>
    public required string Action { get; init; }

    /// <summary>What it happened to: a host name, a domain, a file; null where nothing can be named.</summary>
    public string? Target { get; init; }

    /// <summary>The member of a request that <see cref="FaultCode.InvalidValue"/> is about, by its JSON name.</summary>
    public string? Field { get; init; }

    /// <summary>Which item of a batch or pipeline it is about, counted from 1; null for others.</summary>
    public int? Ordinal { get; init; }

    /// <summary>Whether trying again later, with nothing changed, may succeed.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsTransient => Faults.IsTransient(Code);

    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Message}";
}
