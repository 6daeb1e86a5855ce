namespace DNS4Me.Agent.Network;

/// <summary>What the machine itself knows of its network.</summary>
internal interface INetworkWatch : IDisposable
{
    /// <summary>Raised, on any thread, after interfaces, addresses or routes have changed.</summary>
    event Action? Changed;

    /// <summary>Whether an interface is up that leads beyond this machine.</summary>
    bool IsAvailable { get; }
}
