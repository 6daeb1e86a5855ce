using System.Text.Json.Serialization;

namespace DNS4Me.Service;

/// <summary>The JSON of the service's API, generated so that no reflection is needed at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IPAddressJsonConverter), typeof(SecondsJsonConverter), typeof(HostTargetJsonConverter)])]
[JsonSerializable(typeof(AccountInfo))]
[JsonSerializable(typeof(RegistrationRequest))]
[JsonSerializable(typeof(AccountSettings))]
[JsonSerializable(typeof(IReadOnlyList<DomainInfo>))]
[JsonSerializable(typeof(OnlineRequest))]
[JsonSerializable(typeof(PresenceRequest))]
[JsonSerializable(typeof(PresenceInfo))]
[JsonSerializable(typeof(RecordQuery))]
[JsonSerializable(typeof(RecordPage))]
[JsonSerializable(typeof(RecordBatch))]
[JsonSerializable(typeof(RecordBatchResult))]
[JsonSerializable(typeof(CallerInfo))]
[JsonSerializable(typeof(ReleaseInfo))]
[JsonSerializable(typeof(ServiceProblem))]
public sealed partial class ServiceJson : JsonSerializerContext;
