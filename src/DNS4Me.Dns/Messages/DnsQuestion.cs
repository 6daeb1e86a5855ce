namespace DNS4Me.Dns;

/// <summary>A question. RFC 1035, section 4.1.2. In an update: the zone (RFC 2136, section 2.3).</summary>
/// <param name="Name">The name asked for.</param>
/// <param name="Type">The type asked for.</param>
/// <param name="Class">The class asked for.</param>
public sealed record DnsQuestion(DnsName Name, DnsType Type, DnsClass Class = DnsClass.IN)
{
    /// <summary>The question as dig shows it: <c>www.example. IN A</c>.</summary>
    public override string ToString() => $"{Name} {Class.ToText()} {Type.ToText()}";
}
