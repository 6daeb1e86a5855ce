namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>What most tests need: a home, an agent that serves it, and a session.</summary>
public abstract class AgentFixture : IAsyncLifetime
{
    private protected TestHome Place { get; } = new();

    private protected ModuleSession Session { get; } = new();

    private protected FakeAgent Agent { get; private set; } = null!;

    public virtual ValueTask InitializeAsync()
    {
        Agent = new(Place.Home);
        return default;
    }

    public virtual async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Agent.DisposeAsync();
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Outcome Run(string script) => Session.Run(script);
}
