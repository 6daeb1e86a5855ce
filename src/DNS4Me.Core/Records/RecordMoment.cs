namespace DNS4Me;

/// <summary>The presence that a listing's data are for.</summary>
public enum RecordMoment
{
    /// <summary>As things stand.</summary>
    Now,

    /// <summary>As if the domains were online.</summary>
    Online,

    /// <summary>As if the domains were offline.</summary>
    Offline,
}
