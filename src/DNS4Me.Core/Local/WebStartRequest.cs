namespace DNS4Me.Local;

/// <summary>Starts the web server. What is given is stored with it.</summary>
public sealed record WebStartRequest
{
    /// <summary>The port of HTTP; null: the stored one.</summary>
    public int? Port { get; set; }

    /// <summary>The port of HTTPS; null: the stored one.</summary>
    public int? HttpsPort { get; set; }

    /// <summary>In which form requests are logged; null: the stored one.</summary>
    public WebLogFormat? LogFormat { get; set; }

    /// <summary>Settings that run, with what is given.</summary>
    public WebServerSetting ApplyTo(WebServerSetting setting)
        => setting with { Running = true, Port = Port ?? setting.Port, HttpsPort = HttpsPort ?? setting.HttpsPort, LogFormat = LogFormat ?? setting.LogFormat };
}
