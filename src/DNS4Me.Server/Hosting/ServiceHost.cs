using System.Net;
using DNS4Me.Dns;
using DNS4Me.Server.Api;
using DNS4Me.Server.Configuration;
using DNS4Me.Server.Dns;
using DNS4Me.Server.Redirector;
using DNS4Me.Server.Store;

namespace DNS4Me.Server.Hosting;

/// <summary>A running server: the store, DNS, the redirector and the API, opened in this order and closed in the opposite one.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _opened = new();
    private readonly CertificateKeeper _certificate;
    private DnsServer _dns = null!;
    private RedirectorHost _redirector = null!;
    private ApiHost _api = null!;

    private ServiceHost(ServiceStore store, CertificateKeeper certificate)
        => (Store, _certificate) = (store, certificate);

    /// <summary>The state.</summary>
    public ServiceStore Store { get; }

    /// <summary>The certificate's pin.</summary>
    public string Pin => _certificate.Pin;

    /// <summary>Where the API listens.</summary>
    public IReadOnlyList<IPEndPoint> Api => _api.EndPoints;

    /// <summary>Where DNS is answered.</summary>
    public IReadOnlyList<IPEndPoint> Dns => _dns.EndPoints;

    /// <summary>Where the redirector listens.</summary>
    public IReadOnlyList<IPEndPoint> Redirector => _redirector.EndPoints;

    /// <summary>Starts a server.</summary>
    /// <exception cref="DNS4MeException">Something cannot be opened; everything is closed again.</exception>
    public static async Task<ServiceHost> StartAsync(ServerConfiguration configuration, TimeProvider time, ILoggerFactory logs)
    {
        var store = ServiceStore.Open(configuration.DataFolder, time, logs.CreateLogger<ServiceStore>());
        CertificateKeeper? certificate = null;
        try
        {
            certificate = new(configuration, time, logs.CreateLogger<CertificateKeeper>());
        }
        finally
        {
            if (certificate is null)
            {
                store.Dispose();
            }
        }

        var host = new ServiceHost(store, certificate);
        try
        {
            await host.OpenAsync(configuration, time, logs).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_opened.TryPop(out var part))
        {
            await part.DisposeAsync().ConfigureAwait(false);
        }

        Store.Dispose();
        _certificate.Dispose();
    }

    private async Task OpenAsync(ServerConfiguration configuration, TimeProvider time, ILoggerFactory logs)
    {
        var addresses = RedirectorAddresses.Of(configuration.RedirectorAddresses);
        var zones = new ZoneCatalog([.. configuration.ServiceZones.Select(zone => new ServiceZone(DnsName.Parse(zone), configuration.OwnHosts))], Store.Directory);
        var authority = new ZoneAuthority(
            [.. configuration.NameServers.Select(server => server.Name)], configuration.Hostmaster, (uint)time.GetUtcNow().ToUnixTimeSeconds());
        var responder = new DnsResponder(zones, authority, addresses, Store.Clock);

        _dns = await DnsServer.StartAsync(configuration.Dns, configuration.DnsThreads, responder, logs.CreateLogger<DnsServer>()).ConfigureAwait(false);
        _opened.Push(_dns);
        _redirector = await RedirectorHost.StartAsync(configuration.Redirector, configuration.ConnectionsPerClient, configuration.OfflinePage, zones, addresses, Store.Clock, logs).ConfigureAwait(false);
        _opened.Push(_redirector);
        _api = await ApiHost.StartAsync(configuration.Api, configuration.ConnectionsPerClient, _certificate, Store, addresses, configuration.Release, logs).ConfigureAwait(false);
        _opened.Push(_api);
    }
}
