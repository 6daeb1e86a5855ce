namespace DNS4Me.Local;

/// <summary>All settings of an agent; the settings file has the same shape.</summary>
public record AgentSettings
{
    /// <summary>The online settings.</summary>
    public OnlineSetting Online { get; set; } = new();

    /// <summary>The offline settings.</summary>
    public OfflineSetting Offline { get; set; } = new();

    /// <summary>The options.</summary>
    public ClientOption Option { get; set; } = new();

    /// <summary>The server settings.</summary>
    public ServerSetting Server { get; set; } = new();

    /// <summary>The proxy settings, without the password.</summary>
    public ProxySetting Proxy { get; set; } = new();

    /// <summary>The web server and its sites, without the passwords of certificates.</summary>
    public WebServerSetting Web { get; set; } = new();
}
