using System.Text.Json;
using DNS4Me.Local;

namespace DNS4Me.Policies;

/// <summary>
/// Makes policies of what stands in the registry or in policy.json. They are obeyed whole or not at all: with one value that is not what its policy holds, none of
/// them is taken, and every such value is told.
/// </summary>
public static class PolicyReader
{
    /// <summary>The registry's key, below HKEY_LOCAL_MACHINE for the machine's policies and HKEY_CURRENT_USER for the user's.</summary>
    public const string RegistryKey = @"Software\Policies\DNS4Me";

    private static readonly JsonDocumentOptions Document = new() { MaxDepth = 2, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>What editors of Windows, and tools that bring files from there, put before a text. It is no JSON, and no mistake in it either.</summary>
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    /// <summary>The policies of Windows that an agent obeys: the machine's before the user's; the machine's agent, which serves no user, obeys the machine's alone.</summary>
    /// <param name="scope">Whose agent it is.</param>
    /// <param name="valuesOf">Reads the values of the machine's key or the user's: a text, a number, several texts, or null for any other kind. Empty when there is no key.</param>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>.</exception>
    public static PolicySet ReadRegistry(AgentScope scope, Func<SettingSource, IEnumerable<KeyValuePair<string, object?>>> valuesOf)
    {
        var machine = Read(SettingSource.MachinePolicy);
        return scope == AgentScope.Machine ? machine : machine.Before(Read(SettingSource.UserPolicy));

        PolicySet Read(SettingSource source)
        {
            var builder = new PolicyBuilder(source, PlaceOf(source));
            foreach (var value in valuesOf(source))
            {
                builder.AddRegistryValue(value.Key, value.Value);
            }

            return builder.ToSet();
        }
    }

    /// <summary>The policies of a policy.json. A name without a meaning is a mistake in it: a person has written it, and would take it for obeyed.</summary>
    /// <param name="path">The file, for the fault.</param>
    /// <param name="contents">What is in it.</param>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>.</exception>
    public static PolicySet ReadFile(string path, ReadOnlyMemory<byte> contents)
    {
        try
        {
            using var document = JsonDocument.Parse(contents.Span.StartsWith(ByteOrderMark.AsSpan()) ? contents.Slice(ByteOrderMark.Length) : contents, Document);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new DNS4MeException(Faults.PolicyUnreadable(path, "It is not a JSON object."));
            }

            var builder = new PolicyBuilder(SettingSource.MachinePolicy, path);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                builder.AddMember(member.Name, member.Value);
            }

            return builder.ToSet();
        }
        catch (JsonException e)
        {
            throw new DNS4MeException(Faults.PolicyUnreadable(path, $"It is not JSON: see line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."), e);
        }
    }

    /// <summary>Settings as they are with policies in force.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="own">The agent's own settings, which are allowed.</param>
    /// <exception cref="DNS4MeException"><see cref="FaultCode.PolicyUnreadable"/>: they cannot be obeyed with these settings, since what they set lacks something or contradicts itself.</exception>
    public static AgentSettings InForce(PolicySet policies, AgentSettings own)
    {
        var settings = policies.Apply(own);
        return ReferenceEquals(settings, own) || ConfigurationRules.Check(settings) is not { Count: > 0 } faults
            ? settings
            : throw new DNS4MeException(Faults.PolicyUnreadable(
                string.Join(", ", policies.Governing.Select(value => value.Setting.ValueName)), string.Join(" ", faults.Select(fault => fault.Message))));
    }

    /// <summary>A registry key by its full name.</summary>
    public static string PlaceOf(SettingSource source) => (source == SettingSource.UserPolicy ? @"HKEY_CURRENT_USER\" : @"HKEY_LOCAL_MACHINE\") + RegistryKey;
}
