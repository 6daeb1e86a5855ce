using System.Text;
using System.Text.Json.Nodes;
using DNS4Me.Service;
using Microsoft.AspNetCore.Http;

namespace DNS4Me.Server.Api;

/// <summary>The API as an OpenAPI 3.1 document, made of the table of its routes and of the contract's types.</summary>
internal static class ApiDescription
{
    private const string Scheme = "registrationId";

    /// <summary>The document as JSON.</summary>
    public static byte[] Write(IReadOnlyList<ApiRoute> routes)
    {
        // What is read is described first: a type of both ways takes nothing unknown, and one that is only written may come to have more members.
        var schemas = new ApiSchemas();
        var requests = routes.Where(route => route.Request is not null).ToDictionary(route => route, route => schemas.Of(route.Request!, ApiJson.StrictOptions));
        var problem = schemas.Of(typeof(ServiceProblem), ServiceJson.Default.Options);
        var paths = new JsonObject();
        foreach (var path in routes.GroupBy(route => route.Path))
        {
            paths[path.Key] = new JsonObject(path.Select(route => KeyValuePair.Create(
                route.Method.ToLowerInvariant(), (JsonNode?)Operation(route, requests.GetValueOrDefault(route), problem, schemas))));
        }

        return Encoding.UTF8.GetBytes(Document(paths, schemas.Schemas).ToJsonString());
    }

    private static JsonObject Document(JsonObject paths, JsonObject schemas) => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject
        {
            ["title"] = "DNS4Me",
            ["version"] = ServiceRoutes.ProtocolVersion,
            ["description"] = $"Every answer has the header {ServiceRoutes.ServiceHeader}: {ServiceRoutes.ProtocolVersion}. A member of a request that means nothing is refused.",
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["security"] = new JsonArray(new JsonObject { [Scheme] = new JsonArray() }),
        ["paths"] = paths,
        ["components"] = new JsonObject
        {
            ["schemas"] = schemas,
            ["securitySchemes"] = new JsonObject
            {
                [Scheme] = new JsonObject
                {
                    ["type"] = "http",
                    ["scheme"] = ServiceRoutes.AuthorizationScheme.ToLowerInvariant(),
                    ["description"] = "The registration ID.",
                },
            },
        },
    };

    private static JsonObject Operation(ApiRoute route, JsonNode? request, JsonNode problem, ApiSchemas schemas)
    {
        var operation = new JsonObject { ["operationId"] = route.Name, ["summary"] = route.Summary };
        if (route.Endpoint is null)
        {
            operation["security"] = new JsonArray();
        }

        if (route.Query is not null)
        {
            operation["parameters"] = new JsonArray([.. schemas.Members(route.Query, ServiceJson.Default.Options).Select(Parameter)]);
        }

        if (request is not null)
        {
            operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("application/json", request) };
        }

        var answers = new JsonObject { ["200"] = Answer(route.Summary, route.ResponseMediaType, route.Response is null ? new JsonObject() : schemas.Of(route.Response, ServiceJson.Default.Options)) };
        foreach (var (status, description) in Refusals(route).OrderBy(refusal => refusal.Status))
        {
            answers[$"{status}"] = Answer(description, ServiceProblem.MediaType, problem);
        }

        operation["responses"] = answers;
        return operation;
    }

    /// <summary>What any route may answer follows from what it takes.</summary>
    private static IEnumerable<(int Status, string Description)> Refusals(ApiRoute route)
    {
        IEnumerable<FaultCode> whoever = route.Endpoint is null ? [] : [FaultCode.RegistrationUnknown, FaultCode.ServiceBusy, FaultCode.ServiceFailed];
        IEnumerable<FaultCode> wrong = route.Request is null && route.Query is null ? [] : [FaultCode.InvalidValue];
        IEnumerable<(int, string)> unread = route.Request is null ? [] :
        [
            (StatusCodes.Status400BadRequest, "The body is not well-formed JSON."),
            (StatusCodes.Status413PayloadTooLarge, "The body is too long."),
            (StatusCodes.Status415UnsupportedMediaType, "The body does not say that it is JSON."),
        ];
        return whoever.Concat(wrong).Concat(route.Refusals)
            .GroupBy(ServiceProblem.StatusOf)
            .Select(codes => (codes.Key, string.Join(", ", codes)))
            .Concat(unread);
    }

    private static JsonObject Parameter((string Name, JsonNode Schema) member)
    {
        var parameter = new JsonObject { ["name"] = member.Name, ["in"] = "query" };
        if (member.Schema is JsonObject schema && schema.Remove("description", out var description))
        {
            parameter["description"] = description;
        }

        // A member that may be null is one that may be left out: a query has no null.
        parameter["schema"] = member.Schema switch
        {
            JsonObject { Count: > 0 } either when either["anyOf"] is JsonArray choices => choices[0]!.DeepClone(),
            JsonObject { Count: > 0 } one when one["type"] is JsonArray types => new JsonObject { ["type"] = types[0]!.DeepClone() },
            var plain => plain,
        };
        return parameter;
    }

    private static JsonObject Answer(string description, string mediaType, JsonNode schema)
        => new() { ["description"] = description, ["content"] = Content(mediaType, schema) };

    private static JsonObject Content(string mediaType, JsonNode schema)
        => new() { [mediaType] = new JsonObject { ["schema"] = schema.DeepClone() } };
}
