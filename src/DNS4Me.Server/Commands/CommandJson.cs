using System.Text.Json.Serialization;

namespace DNS4Me.Server.Commands;

/// <summary>What the commands print for scripts.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DevLine))]
[JsonSerializable(typeof(AccountLine))]
[JsonSerializable(typeof(IReadOnlyList<AccountLine>))]
[JsonSerializable(typeof(DomainLine))]
[JsonSerializable(typeof(IReadOnlyList<DomainLine>))]
internal sealed partial class CommandJson : JsonSerializerContext;

/// <summary>The first line of <c>dev</c>.</summary>
internal sealed record DevLine(string Api, string Dns, string Http, string Pin, string RegistrationId, string Email, IReadOnlyList<string> Domains);

/// <summary>An account, for scripts. The registration ID is there once, when the account is opened.</summary>
internal sealed record AccountLine(
    string Email, string Name, AccountKind Kind, DateTimeOffset Expires, long Epoch, IReadOnlyList<string> Domains, string? RegistrationId = null);

/// <summary>A domain, for scripts.</summary>
internal sealed record DomainLine(string Name, string? ServiceZone, string Account);
