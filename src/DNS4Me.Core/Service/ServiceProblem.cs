using System.Text.Json.Serialization;

namespace DNS4Me.Service;

/// <summary>The service's errors, as RFC 9457 problem details.</summary>
public sealed record ServiceProblem
{
    /// <summary>The media type (RFC 9457, section 3).</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>A URI that names the kind of problem (section 3.1.1).</summary>
    public required string Type { get; init; }

    /// <summary>A short summary (section 3.1.3).</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status (section 3.1.2).</summary>
    public required int Status { get; init; }

    /// <summary>What happened, in a sentence (section 3.1.4).</summary>
    public required string Detail { get; init; }

    /// <summary>The fault that the problem came of, whole.</summary>
    public required Fault Fault { get; init; }

    /// <summary>Every fault of the request, where there are several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Fault>? Errors { get; init; }

    /// <summary>The problem that stands for a fault.</summary>
    public static ServiceProblem From(Fault fault, IReadOnlyList<Fault>? errors = null)
    {
        var name = fault.Code.ToString();
        return new()
        {
            Type = "urn:dns4me:problem:" + char.ToLowerInvariant(name[0]) + name.Substring(1),
            Title = name,
            Status = StatusOf(fault.Code),
            Detail = fault.Message,
            Fault = fault,
            Errors = errors,
        };
    }

    /// <summary>The HTTP status that belongs to a fault's code.</summary>
    public static int StatusOf(FaultCode code) => code switch
    {
        FaultCode.RegistrationUnknown => 401,
        FaultCode.RegistrationExpired or FaultCode.EmailMismatch => 403,
        FaultCode.NotFound => 404,
        FaultCode.Superseded or FaultCode.NotOnline or FaultCode.RecordExists or FaultCode.AliasConflict or FaultCode.DefaultRecord
            or FaultCode.RecordAmbiguous or FaultCode.TooManyRecords => 409,
        FaultCode.InvalidValue => 422,
        FaultCode.ServiceBusy => 429,
        _ => 500,
    };
}
