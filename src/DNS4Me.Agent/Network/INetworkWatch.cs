namespace DNS4Me.Agent.Network;

/// <summary>What the machine itself knows of its network.</summary>
internal interface INetworkWatch : IDisposable
{
    /// <summary>Raised, on any thread, after interfaces, addresses or routes have changed.</summary>
    event Action? Changed;

    /// <summary>What there is now.</summary>
    NetworkPicture Look();
}
