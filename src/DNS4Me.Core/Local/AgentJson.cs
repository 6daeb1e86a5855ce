using System.Text.Json.Serialization;
using DNS4Me.Service;

namespace DNS4Me.Local;

/// <summary>The JSON of the local protocol and of the agent's files, generated so that no reflection is needed at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IPAddressJsonConverter), typeof(SecondsJsonConverter), typeof(HostTargetJsonConverter)])]
[JsonSerializable(typeof(Service.ReleaseInfo))]
[JsonSerializable(typeof(RpcRequest))]
[JsonSerializable(typeof(RpcMessage))]
[JsonSerializable(typeof(HelloRequest))]
[JsonSerializable(typeof(AgentInfo))]
[JsonSerializable(typeof(AgentServiceInfo))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(RegistrationInfo))]
[JsonSerializable(typeof(AgentSettings))]
[JsonSerializable(typeof(SettingsInForce))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(SettingChange))]
[JsonSerializable(typeof(SettingResult))]
[JsonSerializable(typeof(ConnectRequest))]
[JsonSerializable(typeof(ProgressNote))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IReadOnlyList<DomainInfo>))]
[JsonSerializable(typeof(RecordQuery))]
[JsonSerializable(typeof(RecordPage))]
[JsonSerializable(typeof(RecordBatch))]
[JsonSerializable(typeof(RecordBatchResult))]
[JsonSerializable(typeof(ExportRequest))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(Configuration))]
[JsonSerializable(typeof(EventRequest))]
[JsonSerializable(typeof(IReadOnlyList<StatusEvent>))]
[JsonSerializable(typeof(ResolveRequest))]
[JsonSerializable(typeof(ResolveResult))]
[JsonSerializable(typeof(ProxyTestRequest))]
[JsonSerializable(typeof(ProxyTestResult))]
[JsonSerializable(typeof(StoredPassword))]
[JsonSerializable(typeof(ProxySecret))]
[JsonSerializable(typeof(CertificateSecrets))]
[JsonSerializable(typeof(WebStartRequest))]
[JsonSerializable(typeof(WebServerStatus))]
[JsonSerializable(typeof(DomainTestRequest))]
[JsonSerializable(typeof(DomainTestResult))]
[JsonSerializable(typeof(AgentStateFile))]
[JsonSerializable(typeof(StoredRegistration))]
[JsonSerializable(typeof(Fault))]
public sealed partial class AgentJson : JsonSerializerContext;
