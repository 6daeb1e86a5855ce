namespace DNS4Me.Local;

/// <summary>A dialog of the help file.</summary>
public enum SettingSection
{
    /// <summary>Online Settings.</summary>
    Online,

    /// <summary>Offline Settings.</summary>
    Offline,

    /// <summary>Options.</summary>
    Option,

    /// <summary>Setting the DNS4Me Server.</summary>
    Server,

    /// <summary>Proxy Settings.</summary>
    Proxy,

    /// <summary>Web Server.</summary>
    Web,
}
