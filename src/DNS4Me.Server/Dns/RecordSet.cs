using DNS4Me.Dns;

namespace DNS4Me.Server.Dns;

/// <summary>The records of one type at a name whose data does not depend on presence.</summary>
/// <param name="Type">The type.</param>
/// <param name="TimeToLive">In seconds; one for the set (RFC 2181, section 5.2).</param>
/// <param name="Data">Each record's data in wire form without compression.</param>
public sealed record RecordSet(DnsType Type, int TimeToLive, IReadOnlyList<byte[]> Data);
