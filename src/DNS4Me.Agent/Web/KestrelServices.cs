using System.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DNS4Me.Agent.Web;

/// <summary>
/// What Kestrel needs to be made, and no more: a web application's host would bring configuration files, logging to the console, signals and a pipeline, none
/// of which has a place in the agent.
/// </summary>
internal sealed class KestrelServices : IWebHostBuilder
{
    private readonly ServiceCollection _services = new();

    private KestrelServices()
    {
    }

    /// <summary>Makes a server's services.</summary>
    /// <param name="events">What Kestrel tells of the requests that it refuses by itself.</param>
    /// <param name="configure">Configures Kestrel.</param>
    public static ServiceProvider Create(DiagnosticSource events, Action<IWebHostBuilder> configure)
    {
        var builder = new KestrelServices();
        builder._services.AddOptions();
        builder._services.AddMetrics();
        builder._services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        builder._services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        builder._services.AddSingleton(events);
        builder.UseKestrelCore();
        configure(builder);
        return builder._services.BuildServiceProvider();
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureServices(Action<IServiceCollection> configureServices)
    {
        configureServices(_services);
        return this;
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureServices(Action<WebHostBuilderContext, IServiceCollection> configureServices)
    {
        configureServices(new(), _services);
        return this;
    }

    /// <inheritdoc/>
    public IWebHostBuilder ConfigureAppConfiguration(Action<WebHostBuilderContext, IConfigurationBuilder> configureDelegate) => this;

    /// <inheritdoc/>
    public string? GetSetting(string key) => null;

    /// <inheritdoc/>
    public IWebHostBuilder UseSetting(string key, string? value) => this;

    /// <inheritdoc/>
#pragma warning disable ASPDEPR008 // The interface has it; nobody calls it.
    public IWebHost Build() => throw new NotSupportedException();
#pragma warning restore ASPDEPR008
}
