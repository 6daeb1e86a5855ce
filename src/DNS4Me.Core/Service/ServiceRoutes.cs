namespace DNS4Me.Service;

/// <summary>The paths of the service's HTTPS API. Every request but those that say otherwise carries <see cref="AuthorizationScheme"/> and the registration ID.</summary>
public static class ServiceRoutes
{
    /// <summary>The scheme of the Authorization header (RFC 6750).</summary>
    public const string AuthorizationScheme = "Bearer";

    /// <summary>A response header by which a client knows the service from whatever else may answer; its value is <see cref="ProtocolVersion"/>.</summary>
    public const string ServiceHeader = "DNS4Me-Service";

    /// <summary>
    /// A request header with the version of the client's program. To a client that is newer than itself the service is lenient when the client goes online: a setting that it does not know
    /// is then no slip.
    /// </summary>
    public const string ClientHeader = "DNS4Me-Client";

    /// <summary>The version of the API.</summary>
    public const string ProtocolVersion = "1";

    /// <summary>GET: the account as <see cref="AccountInfo"/>.</summary>
    public const string Account = "/v1/account";

    /// <summary>PUT <see cref="RegistrationRequest"/>: checks the e-mail address and stores the name; gives <see cref="AccountInfo"/>.</summary>
    public const string Registration = "/v1/account/registration";

    /// <summary>GET: the domains as an array of <see cref="DomainInfo"/>.</summary>
    public const string Domains = "/v1/domains";

    /// <summary>GET, with the members of <see cref="RecordQuery"/> as its query: a <see cref="RecordPage"/>.</summary>
    public const string Records = "/v1/records";

    /// <summary>POST <see cref="RecordBatch"/>: adds, changes and removes records; gives <see cref="RecordBatchResult"/>.</summary>
    public const string RecordChanges = "/v1/records/changes";

    /// <summary>GET and PUT <see cref="AccountSettings"/>: the settings that the service honours.</summary>
    public const string Settings = "/v1/settings";

    /// <summary>GET: the presence as <see cref="PresenceInfo"/>.</summary>
    public const string Presence = "/v1/presence";

    /// <summary>POST <see cref="OnlineRequest"/>: goes online; gives <see cref="PresenceInfo"/>.</summary>
    public const string Online = "/v1/presence/online";

    /// <summary>POST <see cref="PresenceRequest"/>: renews the lease; gives <see cref="PresenceInfo"/>.</summary>
    public const string KeepAlive = "/v1/presence/keep-alive";

    /// <summary>POST <see cref="PresenceRequest"/>: goes offline; gives <see cref="PresenceInfo"/>.</summary>
    public const string Offline = "/v1/presence/offline";

    /// <summary>GET, without authorization: what the service sees of the caller, as <see cref="CallerInfo"/>.</summary>
    public const string Caller = "/v1/caller";

    /// <summary>GET, without authorization: the newest release of the module, as <see cref="ReleaseInfo"/>.</summary>
    public const string Release = "/v1/release";

    /// <summary>GET, without authorization: this API as an OpenAPI document.</summary>
    public const string Description = "/openapi.json";

    /// <summary>GET, without authorization: 200 while the service works.</summary>
    public const string Health = "/healthz";
}
