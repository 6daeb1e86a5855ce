using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace DNS4Me.Server.Hosting;

/// <summary>What the API and the redirector have in common as web hosts.</summary>
internal static class WebHosts
{
    /// <summary>How long requests under way may take to finish when the server stops.</summary>
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(10);

    /// <summary>A host that reads no files or environment of its own, logs to ours, and leaves signals to the server.</summary>
    public static WebApplicationBuilder CreateBuilder(ILoggerFactory logs)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Services.Replace(ServiceDescriptor.Singleton(logs));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopDeadline);
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = Bind);
        return builder;
    }

    /// <summary>Opens a host's endpoints.</summary>
    /// <exception cref="DNS4MeException">One could not be opened.</exception>
    public static async Task StartAsync(WebApplication app, string what, IReadOnlyList<IPEndPoint> endPoints)
    {
        try
        {
            await app.StartAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new DNS4MeException(ServerFaults.EndPointUnavailable(what, string.Join(", ", endPoints), e.Message), e);
        }
    }

    /// <summary>Finishes the requests under way and closes.</summary>
    public static async Task StopAsync(WebApplication app)
    {
        await app.StopAsync().ConfigureAwait(false);
        await app.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The endpoints that a host has opened.</summary>
    public static IReadOnlyList<IPEndPoint> EndPoints(WebApplication app)
        => [.. app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses
            .Select(address => IPEndPoint.Parse(new Uri(address).Authority))];

    /// <summary>An IPv6 endpoint is that and no more: by default [::] would take IPv4 too, and leave 0.0.0.0 beside it no port.</summary>
    private static Socket Bind(EndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The server listens for signals itself: two hosts that each did would race.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
