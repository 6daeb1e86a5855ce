namespace DNS4Me;

/// <summary>In which form the web server logs requests.</summary>
public enum WebLogFormat
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>The combined log format of NCSA and Apache.</summary>
    Combined,

    /// <summary>The extended log file format (W3C working draft WD-logfile).</summary>
    W3C,
}
