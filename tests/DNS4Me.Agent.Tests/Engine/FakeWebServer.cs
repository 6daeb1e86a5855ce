using DNS4Me.Agent.Web;

namespace DNS4Me.Agent.Tests.Engine;

/// <summary>A web server that listens nowhere, and fails when told to. It outlives the engines that it is given to one after another, as a port does.</summary>
internal sealed class FakeWebServer : IWebServer
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];
    private Func<string, string?> _password = _ => null;

    /// <summary>Why it cannot be started, nor given other settings; null: it can.</summary>
    public Fault? Fault { get; set; }

    /// <summary>Why settings cannot be served; null: they can.</summary>
    public Func<WebServerSetting, Fault?> Judge { get; set; } = _ => null;

    /// <summary>How long stopping takes.</summary>
    public Task Stopping { get; set; } = Task.CompletedTask;

    /// <summary>What is served; null: nothing.</summary>
    public WebServerSetting? Served { get; private set; }

    /// <summary>The passwords of what is served.</summary>
    public IReadOnlyDictionary<string, string?> Passwords { get; private set; } = new Dictionary<string, string?>();

    /// <summary>What it was asked to do, in order.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public IWebServer For(Func<string, string?> password)
    {
        _password = password;
        return this;
    }

    public int Count(string call) => Calls.Count(name => name == call);

    public Task StartAsync(WebServerSetting setting, bool allSites, CancellationToken cancellation) => ServeAsync("start", setting);

    public Task ApplyAsync(WebServerSetting setting, CancellationToken cancellation) => ServeAsync("apply", setting);

    public async Task StopAsync(CancellationToken cancellation)
    {
        Note("stop");
        await Stopping.WaitAsync(cancellation);
        Served = null;
    }

    public WebServerStatus GetStatus() => new() { Running = Served is not null, Port = Served?.Port ?? WebServerSetting.DefaultPort };

    public ValueTask DisposeAsync()
    {
        Served = null;
        return default;
    }

    private Task ServeAsync(string call, WebServerSetting setting)
    {
        Note(call);
        if ((Fault ?? Judge(setting)) is { } fault)
        {
            throw new DNS4MeException(fault);
        }

        Passwords = setting.Sites.Keys.ToDictionary(domain => domain, _password);
        Served = setting;
        return Task.CompletedTask;
    }

    private void Note(string call)
    {
        lock (_gate)
        {
            _calls.Add(call);
        }
    }
}
