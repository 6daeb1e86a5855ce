namespace DNS4Me.Local;

/// <summary>Who speaks.</summary>
public sealed record HelloRequest
{
    /// <summary>The version of the contract that the client speaks.</summary>
    public required int Protocol { get; init; }

    /// <summary>The module's version, for messages.</summary>
    public required string ModuleVersion { get; init; }
}
