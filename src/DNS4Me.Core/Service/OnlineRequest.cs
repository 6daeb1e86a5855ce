namespace DNS4Me.Service;

/// <summary>The wish to go online.</summary>
public sealed record OnlineRequest
{
    /// <summary>
    /// Names the go-online, not the machine: a repetition with the same ID, after a lost reply, gives the same epoch and not a newer one.
    /// A random UUID as text.
    /// </summary>
    public required string InstanceId { get; init; }

    /// <summary>The machine's name, to tell the holder who took over; at most <see cref="LongestMachine"/> characters.</summary>
    public required string Machine { get; init; }

    /// <summary>The settings to honour from now on.</summary>
    public required AccountSettings Settings { get; init; }

    /// <summary>The longest machine name, in characters.</summary>
    public const int LongestMachine = 64;
}
