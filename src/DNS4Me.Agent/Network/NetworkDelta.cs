using System.Net;

namespace DNS4Me.Agent.Network;

/// <summary>What has changed between two looks at the network.</summary>
/// <param name="Came">The addresses that are new.</param>
/// <param name="Went">The addresses that are gone.</param>
/// <param name="OtherWay">Whether the default routes lead elsewhere.</param>
internal sealed record NetworkDelta(IReadOnlyList<IPAddress> Came, IReadOnlyList<IPAddress> Went, bool OtherWay)
{
    /// <summary>The change from one picture to another; null when there is none that matters.</summary>
    public static NetworkDelta? Between(NetworkPicture before, NetworkPicture after)
    {
        var delta = new NetworkDelta(
            [.. after.Addresses.Except(before.Addresses)],
            [.. before.Addresses.Except(after.Addresses)],
            !before.Gateways.ToHashSet().SetEquals(after.Gateways) || before.LeadsOut != after.LeadsOut);
        return delta.Came.Count > 0 || delta.Went.Count > 0 || delta.OtherWay ? delta : null;
    }

    /// <summary>The change as a sentence.</summary>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Came.Count > 0)
        {
            parts.Add($"{string.Join(", ", Came)} came");
        }

        if (Went.Count > 0)
        {
            parts.Add($"{string.Join(", ", Went)} went");
        }

        if (OtherWay)
        {
            parts.Add("the default route is another one");
        }

        return $"This machine's network changed: {string.Join("; ", parts)}.";
    }
}
