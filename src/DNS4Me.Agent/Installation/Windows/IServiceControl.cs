using System.ComponentModel;

namespace DNS4Me.Agent.Installation.Windows;

/// <summary>The service control manager, function by function.</summary>
internal interface IServiceControl
{
    /// <summary>What is known of a service; null when there is none of the name.</summary>
    /// <exception cref="Win32Exception">The manager refused.</exception>
    ServiceRecord? Find(string name);

    /// <summary>Makes a service, or brings it up to date.</summary>
    /// <exception cref="Win32Exception">The manager refused.</exception>
    void Put(ServiceDefinition definition);

    /// <summary>Sets when a service starts.</summary>
    /// <exception cref="Win32Exception">The manager refused.</exception>
    void SetStartType(string name, ServiceStartType startType);

    /// <summary>Tells a service to start.</summary>
    /// <exception cref="Win32Exception">The manager refused.</exception>
    void Start(string name);

    /// <summary>Tells a service to stop.</summary>
    /// <exception cref="Win32Exception">The manager refused.</exception>
    void Stop(string name);

    /// <summary>Removes a service.</summary>
    /// <exception cref="Win32Exception">The manager refused.</exception>
    void Delete(string name);
}
