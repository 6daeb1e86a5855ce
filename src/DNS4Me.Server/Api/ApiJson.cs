using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>
/// The API's bodies. Reading is strict: a member that means nothing, stands twice or is null where it may not be is refused by name,
/// since it would be a slip that is silently ignored.
/// </summary>
internal static class ApiJson
{
    private const string BodyField = "body";

    private static readonly ServiceJson Strict = new(new JsonSerializerOptions(ServiceJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    });

    /// <summary>The strict reading of a type.</summary>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T))!;

    /// <summary>Reads a request's body.</summary>
    /// <exception cref="ApiProblem">It is not what it should be.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new ApiProblem(Faults.InvalidValue("Content-Type", "The body must be JSON: Content-Type: application/json."), StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = await ReadBodyAsync(context).ConfigureAwait(false);
        try
        {
            return body.Deserialize(TypeInfo<T>()) ?? throw new ApiProblem(Faults.InvalidValue(BodyField, "The body is empty."));
        }
        catch (JsonException e)
        {
            throw new ApiProblem(Explain(e, body.RootElement, TypeInfo<T>()));
        }
    }

    /// <summary>Writes a response's body.</summary>
    public static Task WriteAsync<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, TypeInfo<T>(), null, context.RequestAborted);

    /// <summary>Writes a problem.</summary>
    public static Task WriteProblemAsync(HttpContext context, ServiceProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(problem, TypeInfo<ServiceProblem>(), ServiceProblem.MediaType, context.RequestAborted);
    }

    private static async Task<JsonDocument> ReadBodyAsync(HttpContext context)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false };
            return await JsonDocument.ParseAsync(context.Request.Body, options, context.RequestAborted).ConfigureAwait(false);
        }
        catch (JsonException e)
        {
            throw new ApiProblem(Faults.InvalidValue(BodyField, $"The body is not well-formed JSON: {e.Message}"), StatusCodes.Status400BadRequest);
        }
        catch (BadHttpRequestException e)
        {
            throw new ApiProblem(Faults.InvalidValue(BodyField, e.Message), e.StatusCode);
        }
    }

    private static Fault Explain(JsonException exception, JsonElement body, JsonTypeInfo type)
    {
        if (FindMissing(body, type) is { } missing)
        {
            return Faults.InvalidValue(missing, $"The member '{missing}' is missing.", missing);
        }

        var field = exception.Path?.Split('.')[^1] is { } last and not "$" ? last : BodyField;
        return Faults.InvalidValue(field, $"The member '{field}' does not hold what it should, or has no meaning here.", field);
    }

    /// <summary>The exception for a missing member has a sentence for it and no path.</summary>
    private static string? FindMissing(JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var property in type.Properties)
        {
            if (!element.TryGetProperty(property.Name, out var value))
            {
                if (property.IsRequired)
                {
                    return property.Name;
                }
            }
            else if (Strict.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner && FindMissing(value, inner) is { } missing)
            {
                return missing;
            }
        }

        return null;
    }
}
