using System.Diagnostics.CodeAnalysis;

namespace DNS4Me.Server.Dns;

/// <summary>A name that exists in a <see cref="ZoneTree"/>. The default value stands for none.</summary>
/// <param name="Hash">The name's hash.</param>
/// <param name="Name">The relative name; null for none.</param>
/// <param name="Node">What it has.</param>
/// <param name="Children">How many names exist one label below it.</param>
/// <param name="IsGiven">Whether it was given to the tree, and exists without anything below it too.</param>
internal readonly record struct ZoneEntry(int Hash, byte[]? Name, ZoneNode? Node, int Children, bool IsGiven)
{
    /// <summary>Whether there is a name.</summary>
    [MemberNotNullWhen(true, nameof(Name), nameof(Node))]
    public bool Exists => Node is not null;
}
