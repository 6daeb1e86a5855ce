using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace DNS4Me.PowerShell.Tests.Support;

/// <summary>What a page must say of a cmdlet's parameters, read from the cmdlet itself, a line for each fact.</summary>
internal static class CodeHelp
{
    public static IEnumerable<string> ParametersOf(CmdletInfo cmdlet)
        => cmdlet.Parameters.Values.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name)).SelectMany(parameter => Lines(cmdlet, parameter)).Order(StringComparer.Ordinal);

    /// <summary>The same, as a page says it.</summary>
    public static IEnumerable<string> ParametersOf(DNS4Me.Help.HelpPage page)
        => page.Parameters.SelectMany(parameter => parameter.Facts.Where(fact => fact.Key is not ("HelpMessage" or "ParameterSets")).Select(fact => $"-{parameter.Name} {fact.Key}: {fact.Value}")
            .Concat(parameter.Sets.SelectMany(set => set.Select(fact => $"-{parameter.Name} {set["Name"]} {fact.Key}: {fact.Value}"))))
            .Order(StringComparer.Ordinal);

    /// <summary>The types that come down the pipeline.</summary>
    public static bool TakesPipeline(CmdletInfo cmdlet)
        => cmdlet.Parameters.Values.SelectMany(parameter => parameter.ParameterSets.Values).Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName);

    private static IEnumerable<string> Lines(CmdletInfo cmdlet, ParameterMetadata parameter)
    {
        var name = $"-{parameter.Name}";
        yield return $"{name} Type: {parameter.ParameterType}";
        yield return $"{name} DefaultValue: {DefaultOf(cmdlet.ImplementingType, parameter)}";
        yield return $"{name} SupportsWildcards: {Text(parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any())}";
        yield return $"{name} Aliases: {string.Join(", ", parameter.Aliases)}";
        yield return $"{name} DontShow: {Text(parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow))}";
        yield return $"{name} AcceptedValues: {string.Join(", ", AcceptedBy(parameter))}";
        foreach (var (key, facts) in parameter.ParameterSets)
        {
            var set = key == ParameterAttribute.AllParameterSets ? DNS4Me.Help.HelpParameter.AllSets : key;
            yield return $"{name} {set} Name: {set}";
            yield return $"{name} {set} Position: {(facts.Position == int.MinValue ? "Named" : facts.Position.ToString(CultureInfo.InvariantCulture))}";
            yield return $"{name} {set} IsRequired: {Text(facts.IsMandatory)}";
            yield return $"{name} {set} ValueFromPipeline: {Text(facts.ValueFromPipeline)}";
            yield return $"{name} {set} ValueFromPipelineByPropertyName: {Text(facts.ValueFromPipelineByPropertyName)}";
            yield return $"{name} {set} ValueFromRemainingArguments: {Text(facts.ValueFromRemainingArguments)}";
        }
    }

    private static string DefaultOf(Type cmdlet, ParameterMetadata parameter)
    {
        if (parameter.SwitchParameter || cmdlet.GetProperty(parameter.Name) is not { } property)
        {
            return parameter.SwitchParameter ? "False" : "";
        }

        var value = ValueText(property.GetValue(Activator.CreateInstance(cmdlet)));
        return value == ValueText(property.GetValue(Activator.CreateInstance(cmdlet))) ? value : "A new GUID";
    }

    private static IEnumerable<string> AcceptedBy(ParameterMetadata parameter)
    {
        var type = parameter.ParameterType.GetElementType() ?? parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetNames(type) : parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(attribute => attribute.ValidValues);
    }

    private static string ValueText(object? value) => value switch
    {
        null => "",
        string text => text,
        IEnumerable several => string.Join(", ", several.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Text(bool value) => value ? "true" : "false";
}
