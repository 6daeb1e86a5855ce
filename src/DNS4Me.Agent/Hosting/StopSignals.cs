using System.Runtime.InteropServices;

namespace DNS4Me.Agent.Hosting;

/// <summary>The system's ways of saying that the agent is to end. Each of them ends it in good order, with the domains offline.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens.</summary>
    /// <param name="stop">What to do; called once a signal, from any thread.</param>
    public StopSignals(Action stop) => _registrations =
    [
        .. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stop();
        })),
    ];

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());
}
