using System.Globalization;
using DNS4Me.Agent.Web.Files;
using DNS4Me.Agent.Web.Http;
using DNS4Me.Agent.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DNS4Me.Agent.Web;

/// <summary>Answers requests from the sites' folders.</summary>
internal static class SiteResponder
{
    private const string NoSniff = "nosniff";
    private const string Allowed = "GET, HEAD";

    /// <summary>Browsers keep what they have and ask each time whether it is still so: a changed page shows at once.</summary>
    private const string AskAgain = "no-cache";

    /// <summary>What an authority asks for over plain HTTP to see who holds a name (RFC 8555, section 8.3).</summary>
    private const string Challenges = "/.well-known/acme-challenge/";

    /// <summary>Answers a request.</summary>
    /// <param name="exchange">The request and its answer.</param>
    /// <param name="httpsPort">Where HTTPS is served; null where it is not.</param>
    public static Task AnswerAsync(WebExchange exchange, int? httpsPort)
    {
        var isRead = exchange.IsHead || exchange.Request.Method == HttpMethods.Get;
        var asked = exchange.Request.Headers;
        if (asked.ContentLength is not null || asked.TransferEncoding.Count > 0)
        {
            // Nothing is done with a body, so none is waited for. And whatever was meant by its length, "+0" say, nothing that follows is taken for a further request.
            exchange.Response.Headers.Connection = "close";
            if (isRead && exchange.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false })
            {
                return SendErrorAsync(exchange, StatusCodes.Status400BadRequest);
            }
        }

        if (!isRead)
        {
            exchange.Response.Headers.Allow = Allowed;
            return SendErrorAsync(exchange, StatusCodes.Status405MethodNotAllowed);
        }

        if (exchange.FindSite() is not { } site)
        {
            return SendErrorAsync(exchange, StatusCodes.Status404NotFound);
        }

        var target = exchange.Target;
        var question = target.IndexOf('?');
        var verdict = WebPath.Read(question < 0 ? target : target[..question], OperatingSystem.IsWindows(), out var path);
        if (question >= 0 && !WebPath.IsQuery(target.AsSpan(question)))
        {
            verdict = WebPathVerdict.Malformed;
        }

        if (verdict != WebPathVerdict.Fine)
        {
            return SendErrorAsync(exchange, verdict == WebPathVerdict.Malformed ? StatusCodes.Status400BadRequest : StatusCodes.Status404NotFound);
        }

        if (site.Setting.RedirectToHttps && site.Certificate is not null && httpsPort is { } port && !exchange.IsSecure && !path.StartsWith(Challenges, StringComparison.Ordinal))
        {
            // An address has no certificate: it leads to the site's own name.
            var host = HostName.Read(exchange.Request.Headers.Host.ToString()) ?? site.Domain;
            return RedirectAsync(exchange, StatusCodes.Status308PermanentRedirect,
                string.Create(CultureInfo.InvariantCulture, $"https://{host}{(port == WebServerSetting.DefaultHttpsPort ? "" : $":{port}")}{target}"));
        }

        return path.EndsWith('/') ? AnswerFolderAsync(exchange, site, path, question < 0 ? "" : target[question..])
            : site.Folder.FindInMemory(path) is { } file ? SendAsync(exchange, site, new(FoundKind.File, file))
            : AnswerPathAsync(exchange, site, path, question < 0 ? "" : target[question..]);
    }

    /// <summary>Sends the page of an error.</summary>
    public static Task SendErrorAsync(WebExchange exchange, int status)
        => SendPageAsync(exchange, status, ErrorPage.Of(status), "no-store");

    private static async Task AnswerPathAsync(WebExchange exchange, Site site, string path, string query)
    {
        var found = await site.Folder.FindAsync(path, exchange.Gone).ConfigureAwait(false);
        if (found.Kind == FoundKind.Folder)
        {
            found.Handle?.Dispose();
            await RedirectAsync(exchange, StatusCodes.Status301MovedPermanently, $"{WebPath.Encode(path)}/{query}").ConfigureAwait(false);
            return;
        }

        await SendAsync(exchange, site, found).ConfigureAwait(false);
    }

    private static async Task AnswerFolderAsync(WebExchange exchange, Site site, string path, string query)
    {
        foreach (var document in site.Documents)
        {
            var name = path + document;
            var found = site.Folder.FindInMemory(name) is { } file ? new(FoundKind.File, file) : await site.Folder.FindAsync(name, exchange.Gone).ConfigureAwait(false);
            if (found.Kind is FoundKind.File or FoundKind.Denied or FoundKind.Restless)
            {
                await SendAsync(exchange, site, found).ConfigureAwait(false);
                return;
            }

            found.Handle?.Dispose();
        }

        var folder = await site.Folder.FindAsync(path, exchange.Gone).ConfigureAwait(false);
        using (folder.Handle)
        {
            if (folder.Kind != FoundKind.Folder || !site.Setting.DirectoryListing)
            {
                await SendErrorAsync(exchange, folder.Kind is FoundKind.Folder or FoundKind.Denied ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound).ConfigureAwait(false);
                return;
            }

            var entries = FolderReader.Read(site.Folder, folder.Handle!, out var hasMore);
            await SendPageAsync(exchange, StatusCodes.Status200OK, ListingPage.Make(path, entries, ListingOrder.Read(query), hasMore), AskAgain).ConfigureAwait(false);
        }
    }

    private static async Task SendAsync(WebExchange exchange, Site site, Found found)
    {
        if (found.Kind != FoundKind.File)
        {
            await SendErrorAsync(exchange, found.Kind switch
            {
                FoundKind.Denied => StatusCodes.Status403Forbidden,
                FoundKind.Restless => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status404NotFound,
            }).ConfigureAwait(false);
            return;
        }

        var headers = exchange.Request.Headers;
        var chosen = new Representation(found.File!, ContentCoding.Identity, found.File!.ETag, found.File.Stamp.Length, found.File.Body, found.Handle, found.File.Stamp);
        if (found.File.IsCompressible && headers.AcceptEncoding.Count > 0)
        {
            chosen = await Representation.ChooseAsync(exchange, site, found, isPart: headers.Range.Count > 0).ConfigureAwait(false);
        }

        using (chosen.Handle)
        {
            await SendAsync(exchange, chosen).ConfigureAwait(false);
        }
    }

    private static Task SendAsync(WebExchange exchange, in Representation chosen)
    {
        var (wanted, answer) = (exchange.Request.Headers, exchange.Response.Headers);
        var file = chosen.File;
        answer.ETag = chosen.ETag;
        answer.CacheControl = AskAgain;
        answer.XContentTypeOptions = NoSniff;
        if (file.LastModified is not null)
        {
            answer.LastModified = file.LastModified;
        }

        if (file.IsCompressible)
        {
            answer.Vary = "Accept-Encoding";
        }

        switch (Preconditions.Check(wanted, chosen.ETag, file.Modified))
        {
            case Precondition.NotModified:
                exchange.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            case Precondition.Failed:
                return SendErrorAsync(exchange, StatusCodes.Status412PreconditionFailed);
        }

        var (start, length) = (0L, chosen.Length);
        answer.AcceptRanges = "bytes";
        if (wanted.Range.Count > 0 && !exchange.IsHead && Preconditions.IsRangeGood(wanted, chosen.ETag, file.Modified))
        {
            var range = ByteRange.Read(wanted.Range.ToString(), chosen.Length, out var unsatisfiable);
            if (unsatisfiable)
            {
                answer.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{chosen.Length}");
                return SendErrorAsync(exchange, StatusCodes.Status416RangeNotSatisfiable);
            }

            if (range is { } part)
            {
                (start, length) = (part.Start, part.Length);
                exchange.Response.StatusCode = StatusCodes.Status206PartialContent;
                answer.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {start}-{start + length - 1}/{chosen.Length}");
            }
        }

        answer.ContentType = file.ContentType;
        answer.ContentLength = length;
        if (chosen.Coding != ContentCoding.Identity)
        {
            answer.ContentEncoding = Compression.NameOf(chosen.Coding);
        }

        return exchange.IsHead || length == 0 ? Task.CompletedTask
            : chosen.Body is { } body ? SendAsync(exchange, body.AsMemory((int)start, (int)length))
            : BodySender.SendAsync(exchange, chosen.Handle!, chosen.Stamp, start, length);
    }

    private static Task SendAsync(WebExchange exchange, ReadOnlyMemory<byte> body)
    {
        if (body.Length > WebLimits.ReadSize)
        {
            return BodySender.SendAsync(exchange, body);
        }

        // With its head begun, the body is copied once, into one piece, and goes out with the head when the answer ends.
        var begun = exchange.Body.StartAsync();
        if (!begun.IsCompletedSuccessfully)
        {
            return BodySender.SendAsync(exchange, body);
        }

        var writer = exchange.Body.Writer;
        body.Span.CopyTo(writer.GetSpan(body.Length));
        writer.Advance(body.Length);
        exchange.Sent = body.Length;
        return begun;
    }

    private static Task RedirectAsync(WebExchange exchange, int status, string location)
    {
        exchange.Response.StatusCode = status;
        exchange.Response.Headers.Location = location;
        exchange.Response.Headers.XContentTypeOptions = NoSniff;
        exchange.Response.Headers.CacheControl = AskAgain;
        exchange.Response.Headers.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static Task SendPageAsync(WebExchange exchange, int status, byte[] page, string caching)
    {
        var headers = exchange.Response.Headers;
        exchange.Response.StatusCode = status;
        headers.ContentType = PageStyle.ContentType;
        headers.ContentLength = page.Length;
        headers.CacheControl = caching;
        headers.ContentSecurityPolicy = PageStyle.ContentSecurity;
        headers.XContentTypeOptions = NoSniff;
        return exchange.IsHead ? Task.CompletedTask : SendAsync(exchange, page);
    }
}
