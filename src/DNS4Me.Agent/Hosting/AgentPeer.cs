namespace DNS4Me.Agent.Hosting;

/// <summary>A client that has connected.</summary>
/// <param name="Stream">Both directions of the connection; closing it closes the connection.</param>
/// <param name="MaySpeak">Whether it runs as a user whom the agent serves.</param>
internal sealed record AgentPeer(Stream Stream, bool MaySpeak);
