namespace DNS4Me.Service;

/// <summary>The newest release of the module that the service's operator offers. Source: help file, "Help Menu", Check for DNS4Me Update.</summary>
public sealed record ReleaseInfo
{
    /// <summary>Its version, as <see cref="ReleaseVersion"/> reads it.</summary>
    public required string Version { get; init; }

    /// <summary>Where it can be had; null: at the service's own page, see <see cref="ServicePage.Update"/>.</summary>
    public string? Page { get; init; }
}
