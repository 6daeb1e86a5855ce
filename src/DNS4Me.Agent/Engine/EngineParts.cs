using DNS4Me.Agent.Hosting;
using DNS4Me.Agent.Network;
using DNS4Me.Agent.Policies;
using DNS4Me.Agent.Proxy;
using DNS4Me.Agent.Service;
using DNS4Me.Agent.Settings;
using DNS4Me.Agent.Web;
using DNS4Me.Local;

namespace DNS4Me.Agent.Engine;

/// <summary>What an engine is made of that touches the world, so that tests can give it another one.</summary>
internal sealed record EngineParts
{
    /// <summary>The clocks and timers.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes a client of the service that settings name, by way of a proxy or none.</summary>
    public required Func<ServerSetting, ProxyAccess, IServiceClient> CreateClient { get; init; }

    /// <summary>Makes the web server, which asks for the password of a domain's certificate and is given null for none.</summary>
    public required Func<Func<string, string?>, IWebServer> CreateWebServer { get; init; }

    /// <summary>What the machine knows of its network.</summary>
    public required INetworkWatch Network { get; init; }

    /// <summary>Where the policies stand.</summary>
    public required IPolicySource Policies { get; init; }

    /// <summary>Encrypts the secrets.</summary>
    public required ISecretProtector Protector { get; init; }

    /// <summary>A random number from 0 to 1.</summary>
    public required Func<double> Random { get; init; }

    /// <summary>This machine's name, as the service tells it to a machine that was superseded.</summary>
    public required string Machine { get; init; }

    /// <summary>The world as it is.</summary>
    /// <param name="home">Where the keys are that protect the secrets, and the logs.</param>
    public static EngineParts System(AgentHome home) => new()
    {
        Time = WakefulClock.Instance,
        CreateClient = (server, proxy) => new ServiceClient(server, proxy, WakefulClock.Instance),
        CreateWebServer = password => new WebServer(WakefulClock.Instance, home.LogFolder, password),
        Network = new SystemNetworkWatch(),
        Policies = SystemPolicies.For(home.Scope),
        Protector = new SecretProtector(home.KeyFolder),
        Random = global::System.Random.Shared.NextDouble,
        Machine = MachineName(),
    };

    private static string MachineName()
    {
        var name = Environment.MachineName;
        return name.Length > DNS4Me.Service.OnlineRequest.LongestMachine ? name[..DNS4Me.Service.OnlineRequest.LongestMachine] : name;
    }
}
