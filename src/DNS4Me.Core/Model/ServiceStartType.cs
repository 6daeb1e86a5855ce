namespace DNS4Me;

/// <summary>When the system starts the machine's agent.</summary>
public enum ServiceStartType
{
    /// <summary>With the system, before anybody logs on.</summary>
    Automatic,

    /// <summary>When an administrator says so.</summary>
    Manual,
}
