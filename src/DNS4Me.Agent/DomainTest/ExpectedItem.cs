using DNS4Me.Dns;

namespace DNS4Me.Agent.DomainTest;

/// <summary>What a server should answer for a record.</summary>
/// <param name="Text">For people.</param>
/// <param name="Data">The data; null for <see cref="Nothing"/> and <see cref="Redirector"/>.</param>
internal sealed record ExpectedItem(string Text, DnsRecordData? Data)
{
    /// <summary>No answer of the type.</summary>
    public static ExpectedItem Nothing { get; } = new("", null);

    /// <summary>Some address, which is not known here.</summary>
    public static ExpectedItem Redirector { get; } = new("the redirector's address", null);
}
