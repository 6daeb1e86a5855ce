using DNS4Me.Service;

namespace DNS4Me.Server.Api;

/// <summary>Ends a request with a problem (RFC 9457).</summary>
internal sealed class ApiProblem : Exception
{
    /// <summary>One fault, with the status that belongs to its code unless HTTP has a more exact one.</summary>
    public ApiProblem(Fault fault, int? status = null)
        : this([fault], status)
    {
    }

    /// <summary>Every fault of a request.</summary>
    public ApiProblem(IReadOnlyList<Fault> faults, int? status = null)
        : base(faults[0].Message)
    {
        var problem = ServiceProblem.From(faults[0], faults.Count > 1 ? faults : null);
        Problem = status is null ? problem : problem with { Status = status.Value };
    }

    /// <summary>What is sent.</summary>
    public ServiceProblem Problem { get; }
}
