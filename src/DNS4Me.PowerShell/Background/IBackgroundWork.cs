namespace DNS4Me.PowerShell.Background;

/// <summary>Something that a command left at work in a runspace.</summary>
internal interface IBackgroundWork
{
    /// <summary>Ends it, and leaves agent and domains as they are. It may have ended already.</summary>
    void Leave();
}
