namespace DNS4Me.Server.Redirector;

/// <summary>What a web request for a name is answered with.</summary>
/// <param name="Location">Where to send the visitor; null when the name is nobody's.</param>
internal readonly record struct RedirectDecision(string? Location)
{
    /// <summary>The name is none of this server's.</summary>
    public static RedirectDecision Unknown => default;
}
