namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>A service of a test's own, whatever it runs in.</summary>
internal interface IService : IAsyncDisposable
{
    Uri Api { get; }

    string Pin { get; }

    string RegistrationId { get; }

    string Email { get; }

    string Domain { get; }

    int ProcessId { get; }

    /// <summary>What visitors get while the domain is online: the machine.</summary>
    string OnlineAddress { get; }

    /// <summary>What they get while it is offline: the redirector, which shows the offline page.</summary>
    string OfflineAddress { get; }

    /// <summary>The domain's A record as an independent resolver reads it.</summary>
    Task<string> AnswerAsync();

    /// <summary>Ends the service as a power cut would.</summary>
    Task KillAsync();

    /// <summary>Starts it again where it was.</summary>
    Task StartAgainAsync();
}
