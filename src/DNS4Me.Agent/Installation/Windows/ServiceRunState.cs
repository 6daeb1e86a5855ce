namespace DNS4Me.Agent.Installation.Windows;

/// <summary>Where a service stands (winsvc.h, SERVICE_STATUS).</summary>
internal enum ServiceRunState
{
    /// <summary>It does not run.</summary>
    Stopped = 1,

    /// <summary>It has been told to start.</summary>
    StartPending = 2,

    /// <summary>It has been told to stop.</summary>
    StopPending = 3,

    /// <summary>It is ready.</summary>
    Running = 4,
}
