namespace DNS4Me.Agent.Installation;

/// <summary>The system's manager of services, as far as the machine's agent needs it. One implementation a system.</summary>
internal interface IServiceManager
{
    /// <summary>How the service stands. Anybody may ask.</summary>
    /// <exception cref="DNS4MeException">The manager does not say.</exception>
    Task<RegisteredService> QueryAsync(CancellationToken cancellation);

    /// <summary>Makes sure that there is a manager to install with, before anything is changed.</summary>
    /// <exception cref="DNS4MeException">There is none.</exception>
    void RequireManager();

    /// <summary>Registers the service, or brings it up to date; it is not started or stopped by that.</summary>
    /// <exception cref="DNS4MeException">It could not be.</exception>
    Task RegisterAsync(ServiceProgram program, ServiceStartType startType, CancellationToken cancellation);

    /// <summary>Sets when the system starts the registered service.</summary>
    /// <exception cref="DNS4MeException">It could not be.</exception>
    Task SetStartTypeAsync(ServiceStartType startType, CancellationToken cancellation);

    /// <summary>Starts the registered service, and ends once it is ready. One that runs is left alone.</summary>
    /// <exception cref="DNS4MeException">It did not start.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Stops the service, and ends once its process has gone. One that does not run is left alone.</summary>
    /// <exception cref="DNS4MeException">It did not stop.</exception>
    Task StopAsync(CancellationToken cancellation);

    /// <summary>Removes the registration of a service that does not run.</summary>
    /// <exception cref="DNS4MeException">It could not be.</exception>
    Task UnregisterAsync(CancellationToken cancellation);
}
