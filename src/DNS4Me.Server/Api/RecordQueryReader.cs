using System.Globalization;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>The members of a <see cref="RecordQuery"/> out of a request's query. As with bodies, what means nothing is refused by name.</summary>
internal static class RecordQueryReader
{
    /// <summary>Reads a query.</summary>
    /// <exception cref="DNS4MeException">Every fault of it.</exception>
    public static RecordQuery Read(IQueryCollection given)
    {
        var faults = new List<Fault>();
        var query = new RecordQuery();
        foreach (var (name, values) in given)
        {
            query = values is [{ } value] ? With(query, name, value, faults) : Refused(query, name, $"The query's '{name}' stands there {values.Count} times.", faults);
        }

        DNS4MeException.ThrowIfAny(faults);
        return query;
    }

    private static RecordQuery With(RecordQuery query, string name, string value, List<Fault> faults) => name switch
    {
        "domain" => NameRules.ToHostName(value) is { } domain ? query with { Domain = domain } : Refused(query, name, $"'{value}' is not a domain's name.", faults),
        "name" => query with { Name = value },
        "type" => TryParse<RecordType>(value, out var type) ? query with { Type = type } : Refused(query, name, Choices<RecordType>(value), faults),
        "at" => TryParse<RecordMoment>(value, out var at) ? query with { At = at } : Refused(query, name, Choices<RecordMoment>(value), faults),
        "after" => RecordCursor.Parse(value) is not null ? query with { After = value } : Refused(query, name, "What the next page begins after is the 'next' of the page before, as it was given.", faults),
        "max" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var max) && max is >= 1 and <= RecordQuery.MostInPage
            ? query with { Max = max }
            : Refused(query, name, $"A page has between 1 and {RecordQuery.MostInPage} records, not '{value}'.", faults),
        _ => Refused(query, name, $"The query's '{name}' has no meaning here.", faults),
    };

    /// <summary>By name alone: a number would say nothing.</summary>
    private static bool TryParse<T>(string text, out T value)
        where T : struct, Enum
    {
        value = default;
        return text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.Contains(',', StringComparison.Ordinal) && Enum.TryParse(text, ignoreCase: true, out value);
    }

    private static string Choices<T>(string value)
        where T : struct, Enum
        => $"'{value}' is none of {string.Join(", ", Enum.GetNames<T>())}.";

    private static RecordQuery Refused(RecordQuery query, string name, string message, List<Fault> faults)
    {
        faults.Add(Faults.InvalidValue(name, message, name));
        return query;
    }
}
