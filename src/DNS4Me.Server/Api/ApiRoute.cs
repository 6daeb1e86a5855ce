using DNS4Me.Server.State;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>A request that the API answers: what the host maps, and what the API's description says of it.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path.</param>
/// <param name="Name">A name for it that clients' generators can use.</param>
/// <param name="Summary">What it does, in a sentence.</param>
internal sealed record ApiRoute(string Method, string Path, string Name, string Summary)
{
    /// <summary>Answers the holder of a registration ID; null for a route that is open to everybody.</summary>
    public Func<HttpContext, AccountEntry, Task>? Endpoint { get; init; }

    /// <summary>Answers everybody; null for a route that needs a registration ID.</summary>
    public RequestDelegate? OpenEndpoint { get; init; }

    /// <summary>The type whose members may stand in the query; null for none.</summary>
    public Type? Query { get; init; }

    /// <summary>The body of the request; null for none.</summary>
    public Type? Request { get; init; }

    /// <summary>The body of the answer; null for one that is no JSON of the contract's.</summary>
    public Type? Response { get; init; }

    /// <summary>The media type of the answer.</summary>
    public string ResponseMediaType { get; init; } = "application/json";

    /// <summary>The ways in which it may be refused, beside those that every route has.</summary>
    public IReadOnlyList<FaultCode> Refusals { get; init; } = [];
}
