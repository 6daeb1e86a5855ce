using DNS4Me.Agent.Policies;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation;

/// <summary>Installs the machine's agent as a service of the system, and removes it: in which order, and what stays if a step fails.</summary>
/// <param name="manager">The system's manager of services.</param>
/// <param name="folder">Where the program goes.</param>
/// <param name="home">The machine's home.</param>
/// <param name="policies">The machine's policies.</param>
/// <param name="elevated">Whether this process is an administrator's.</param>
internal sealed class ServiceInstaller(IServiceManager manager, ProgramFolder folder, AgentHome home, IPolicySource policies, bool elevated)
{
    /// <summary>How the service stands.</summary>
    /// <exception cref="DNS4MeException">The manager does not say.</exception>
    public async Task<AgentServiceInfo> GetAsync(CancellationToken cancellation)
    {
        var service = await manager.QueryAsync(cancellation).ConfigureAwait(false);
        return new()
        {
            Installed = service.Installed,
            Running = service.Running,
            StartType = service.StartType,
            ProcessId = service.ProcessId,
            User = service.User,
            Version = service.Installed ? folder.Version : null,
            Program = service.Installed ? folder.Path : null,
            Package = service.Installed ? folder.Package : null,
            Home = home.Folder,
            Endpoint = home.Endpoint,
        };
    }

    /// <summary>Installs a program as the service, or brings the service up to date. Nothing of the user's is taken along. Of a service that came in a package only the start is set.</summary>
    /// <param name="program">The program to copy.</param>
    /// <param name="start">Whether to start it.</param>
    /// <param name="cancellation">Gives up; to install again finishes it.</param>
    /// <exception cref="DNS4MeException">It could not be installed, or the service there is a package's and not this program. A service that ran before runs again, if that can be.</exception>
    public async Task<AgentServiceInfo> InstallAsync(ServiceProgram program, bool start, CancellationToken cancellation)
    {
        RequireElevated("install the service");
        if (folder.Package is not null)
        {
            RequireOwn(program);
            program = program with { IsPackaged = true };
        }

        manager.RequireManager();
        var before = await manager.QueryAsync(cancellation).ConfigureAwait(false);
        var installed = folder.Prepare(program);
        if (before.Running && !program.IsPackaged)
        {
            await manager.StopAsync(cancellation).ConfigureAwait(false);
        }

        try
        {
            folder.Commit();
            await manager.RegisterAsync(installed, WantedStartType(before), cancellation).ConfigureAwait(false);
        }
        catch when (before.Running)
        {
            await StartAgainAsync().ConfigureAwait(false);
            throw;
        }

        if (start)
        {
            await manager.StartAsync(cancellation).ConfigureAwait(false);
        }

        return await GetAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops the service, which takes the domains offline, and removes it with its program.</summary>
    /// <param name="removeData">Whether the machine's settings, registration and state go too.</param>
    /// <param name="cancellation">Gives up; to uninstall again finishes it.</param>
    /// <exception cref="DNS4MeException">It is not installed, came in a package, or could not be removed.</exception>
    public async Task<AgentServiceInfo> UninstallAsync(bool removeData, CancellationToken cancellation)
    {
        RequireElevated("remove the service");
        await RequireInstalledAsync(cancellation).ConfigureAwait(false);
        RequireOwn(program: null);
        await manager.StopAsync(cancellation).ConfigureAwait(false);
        await manager.UnregisterAsync(cancellation).ConfigureAwait(false);
        folder.Remove();
        if (removeData)
        {
            RemoveData();
        }

        return await GetAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Starts the service.</summary>
    /// <exception cref="DNS4MeException">It is not installed, or did not start.</exception>
    public async Task<AgentServiceInfo> StartAsync(CancellationToken cancellation)
    {
        await RequireInstalledAsync(cancellation).ConfigureAwait(false);
        RequireElevated("start the machine's agent");
        await manager.StartAsync(cancellation).ConfigureAwait(false);
        return await GetAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Sets when the system starts the service.</summary>
    /// <exception cref="DNS4MeException">It is not installed, or that could not be set.</exception>
    public async Task<AgentServiceInfo> SetStartTypeAsync(ServiceStartType startType, CancellationToken cancellation)
    {
        await RequireInstalledAsync(cancellation).ConfigureAwait(false);
        RequireElevated("set when the system starts the machine's agent");
        await manager.SetStartTypeAsync(startType, cancellation).ConfigureAwait(false);
        return await GetAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>What the option of the machine's settings, or the policy for it, says. Where those cannot be read it stays as it is.</summary>
    private ServiceStartType WantedStartType(RegisteredService before)
        => new EffectiveSettings(new(home.SettingsFile), new(policies)).TryGet(out _) is { } settings
            ? settings.Option.StartWithSystem ? ServiceStartType.Automatic : ServiceStartType.Manual
            : before.StartType ?? ServiceStartType.Automatic;

    private async Task StartAgainAsync()
    {
        try
        {
            await manager.StartAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (DNS4MeException)
        {
            // What was in the way of the installation is the nearer reason.
        }
    }

    private async Task RequireInstalledAsync(CancellationToken cancellation)
    {
        if (!(await manager.QueryAsync(cancellation).ConfigureAwait(false)).Installed)
        {
            throw new DNS4MeException(Faults.SystemServiceMissing());
        }
    }

    /// <summary>Makes sure that a package's service is left to the package: nothing but its own program may touch it.</summary>
    private void RequireOwn(ServiceProgram? program)
    {
        if (folder.Package is { } package && program?.Folder != folder.Path)
        {
            throw new DNS4MeException(Faults.SystemServicePackaged(package, folder.Version));
        }
    }

    private void RequireElevated(string what)
    {
        if (!elevated)
        {
            throw new DNS4MeException(Faults.NotElevated(what));
        }
    }

    private void RemoveData()
    {
        try
        {
            if (Directory.Exists(home.Folder))
            {
                Directory.Delete(home.Folder, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DNS4MeException(Faults.SystemServiceFailed($"remove '{home.Folder}'", e.Message), e);
        }
    }
}
