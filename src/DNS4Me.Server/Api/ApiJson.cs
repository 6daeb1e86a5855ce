using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DNS4Me.Server.Api;

/// <summary>
/// The API's bodies. Reading is strict: a member that means nothing, stands twice or is null where it may not be is refused by name,
/// since it would be a slip that is silently ignored.
/// </summary>
internal static class ApiJson
{
    private const string BodyField = "body";
    private const string Root = "$";

    private static readonly ServiceJson Strict = new(new JsonSerializerOptions(ServiceJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    });

    private static readonly ServiceJson Tolerant = new(new JsonSerializerOptions(Strict.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip });

    /// <summary>How bodies are read.</summary>
    public static JsonSerializerOptions StrictOptions => Strict.Options;

    /// <summary>The strict reading of a type.</summary>
    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)Strict.GetTypeInfo(typeof(T))!;

    /// <summary>Reads a request's body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="longest">The longest body of this request, in octets; null for the host's own limit.</param>
    /// <param name="tolerant">Whether members that mean nothing are passed over, where a newer client's request must not fail for them.</param>
    /// <exception cref="ApiProblem">It is not what it should be.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, int? longest = null, bool tolerant = false)
    {
        if (longest is not null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = longest;
        }

        if (!context.Request.HasJsonContentType())
        {
            throw new ApiProblem(Faults.InvalidValue("Content-Type", "The body must be JSON: Content-Type: application/json."), StatusCodes.Status415UnsupportedMediaType);
        }

        using var body = await ReadBodyAsync(context).ConfigureAwait(false);
        try
        {
            return body.Deserialize(tolerant ? (JsonTypeInfo<T>)Tolerant.GetTypeInfo(typeof(T))! : TypeInfo<T>()) ?? throw new ApiProblem(Faults.InvalidValue(BodyField, "The body is empty."));
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

    /// <summary>A member that does not hold what it should.</summary>
    public static Fault NoMeaning(string field) => Faults.InvalidValue(field, $"The member '{field}' does not hold what it should, or has no meaning here.", field);

    private static Fault Explain(JsonException exception, JsonElement body, JsonTypeInfo type)
    {
        if (FindMissing(body, type, "") is { } missing)
        {
            return Faults.InvalidValue(Field(missing), $"The member '{Field(missing)}' is missing.", Field(missing));
        }

        return NoMeaning(exception.Path is { } path and not Root ? Field(path[Root.Length..]) : BodyField);
    }

    /// <summary>A member goes by its name, unless it is one of many by that name: then by the way to it.</summary>
    private static string Field(string path) => path.Contains('[', StringComparison.Ordinal) ? path.TrimStart('.') : path.Split('.')[^1];

    /// <summary>The exception for a missing member has a sentence for it and no path.</summary>
    private static string? FindMissing(JsonElement element, JsonTypeInfo? type, string path) => (element.ValueKind, type?.Kind) switch
    {
        (JsonValueKind.Object, JsonTypeInfoKind.Object) => type!.Properties
            .Select(property => element.TryGetProperty(property.Name, out var value)
                ? FindMissing(value, Strict.GetTypeInfo(property.PropertyType), $"{path}.{property.Name}")
                : property.IsRequired ? $"{path}.{property.Name}" : null)
            .FirstOrDefault(missing => missing is not null),
        (JsonValueKind.Array, JsonTypeInfoKind.Enumerable) => element.EnumerateArray()
            .Select((item, i) => FindMissing(item, Strict.GetTypeInfo(type!.ElementType!), $"{path}[{i}]"))
            .FirstOrDefault(missing => missing is not null),
        _ => null,
    };
}
