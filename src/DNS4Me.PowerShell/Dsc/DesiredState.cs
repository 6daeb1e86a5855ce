using System.Collections;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Security;
using DNS4Me.PowerShell.Binding;

namespace DNS4Me.PowerShell.Dsc;

/// <summary>
/// What the DSC resources in the module's script share: a resource's properties are read as a cmdlet reads its parameters, and compared with the state in force. It is for that script alone.
/// </summary>
public static class DesiredState
{
    private const string SecretPrefix = "Has";
    private const string Key = nameof(WebSiteInfo.Domain);

    /// <summary>Those properties of a resource that have a value, as parameters of a command; a blank that the command takes for "not given" is none.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="command">The command.</param>
    public static Hashtable Wanted(object resource, CommandInfo command)
    {
        var wanted = new Hashtable();
        foreach (var property in resource.GetType().GetProperties())
        {
            if (command.Parameters.TryGetValue(property.Name, out var parameter) && property.GetValue(resource) is { } value && !IsNotGiven(parameter, value))
            {
                wanted[property.Name] = value is PSCredential secret && parameter.ParameterType == typeof(SecureString) ? secret.Password : value;
            }
        }

        return wanted;
    }

    /// <summary>The names of the parameters by which the state in force differs from what is wanted. Of a password only whether there is one can be told.</summary>
    /// <param name="command">The command that the parameters are of.</param>
    /// <param name="wanted">The parameters.</param>
    /// <param name="current">The state, as the command's counterpart writes it.</param>
    /// <exception cref="ArgumentTransformationMetadataException">A value cannot be read.</exception>
    /// <exception cref="PSInvalidCastException">A value cannot be read.</exception>
    public static string[] Differences(CmdletInfo command, IDictionary wanted, object current)
        => [.. wanted.Keys.Cast<string>().Where(name => name != Key && !IsSame(command, name, wanted[name], current)).OrderBy(name => name, StringComparer.Ordinal)];

    /// <summary>Gives a resource the values of the state in force, in the form in which they are wanted.</summary>
    /// <param name="resource">The resource, which is given back.</param>
    /// <param name="current">The state.</param>
    public static object Fill(object resource, object current)
    {
        foreach (var property in resource.GetType().GetProperties().Where(property => property.CanWrite))
        {
            if (Member(current, property.Name) is { } member && ToWanted(member.GetValue(current), member.PropertyType) is { } value)
            {
                property.SetValue(resource, LanguagePrimitives.ConvertTo(value, property.PropertyType, CultureInfo.InvariantCulture));
            }
        }

        return resource;
    }

    private static bool IsNotGiven(ParameterMetadata parameter, object value)
        => value is string text && string.IsNullOrWhiteSpace(text) && parameter.Attributes.OfType<BlankIsNullAttribute>().Any(reading => reading.Transform(null!, text) is null);

    private static bool IsSame(CmdletInfo command, string name, object? value, object current)
    {
        switch (value)
        {
            case SecureString password:
                return (bool)Member(current, SecretPrefix + name)!.GetValue(current) == password.Length > 0;
            case PSCredential logon:
                return current is ProxySetting proxy && proxy.UserId == logon.UserName && proxy.HasPassword == logon.Password.Length > 0;
        }

        var parameter = command.ImplementingType.GetProperty(name)!;
        foreach (var transformation in parameter.GetCustomAttributes<ArgumentTransformationAttribute>())
        {
            value = transformation.Transform(null, value);
        }

        value = value is null || value.Equals(KeepAliveAttribute.Default) ? null : LanguagePrimitives.ConvertTo(value, parameter.PropertyType, CultureInfo.InvariantCulture);
        var member = Member(current, name) ?? parameter.GetCustomAttributes<AliasAttribute>().SelectMany(alias => alias.AliasNames).Select(alias => Member(current, alias)).First(found => found is not null)!;
        return (value ?? "", member.GetValue(current) ?? "") switch
        {
            (string one, string other) => one == other,
            (IEnumerable<string> one, IEnumerable<string> other) => one.SequenceEqual(other),
            var (one, other) => one.Equals(other),
        };
    }

    private static object? ToWanted(object? value, Type type) => value switch
    {
        null => type == typeof(TimeSpan?) ? Words.DefaultInterval : null,
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        Enum or IPAddress => value.ToString(),
        string => value,
        IEnumerable<string> texts => texts.ToArray(),
        _ => value,
    };

    /// <summary>A member, which for a list is in the plural.</summary>
    private static PropertyInfo? Member(object current, string name) => current.GetType().GetProperty(name) ?? current.GetType().GetProperty(name + "s");
}
