namespace DNS4Me.Dns;

/// <summary>A resource record. RFC 1035, section 4.1.3.</summary>
public sealed record DnsResourceRecord
{
    /// <summary>Creates a record.</summary>
    /// <param name="name">The owner's name.</param>
    /// <param name="class">The class.</param>
    /// <param name="timeToLive">The TTL in seconds, not negative.</param>
    /// <param name="data">The data, which has the type.</param>
    /// <exception cref="ArgumentException">The TTL is negative.</exception>
    public DnsResourceRecord(DnsName name, DnsClass @class, int timeToLive, DnsRecordData data)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentOutOfRangeException.ThrowIfNegative(timeToLive);
        ArgumentNullException.ThrowIfNull(data);
        Name = name;
        Class = @class;
        TimeToLive = timeToLive;
        Data = data;
    }

    /// <summary>The owner's name.</summary>
    public DnsName Name { get; }

    /// <summary>The type.</summary>
    public DnsType Type => Data.Type;

    /// <summary>The class.</summary>
    public DnsClass Class { get; }

    /// <summary>How long the record may be kept, in seconds. A value on the wire above 2,147,483,647 was read as 0. RFC 2181, section 8.</summary>
    public int TimeToLive { get; }

    /// <summary>The data.</summary>
    public DnsRecordData Data { get; }

    /// <summary>The record as a zone file has it: <c>www.example. 60 IN A 192.0.2.1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} {TimeToLive} {Class.ToText()} {Type.ToText()} {Data}");
}
