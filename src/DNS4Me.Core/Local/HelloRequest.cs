namespace DNS4Me.Local;

/// <summary>Who speaks.</summary>
public sealed record HelloRequest
{
    /// <summary>The version of the contract that the client speaks.</summary>
    public required int Protocol { get; init; }

    /// <summary>The oldest version that the client understands too; null: the one that it speaks is the only one.</summary>
    public int? OldestProtocol { get; init; }

    /// <summary>The module's version, for messages.</summary>
    public required string ModuleVersion { get; init; }
}
