using DNS4Me.Agent.Web.Files;
using DNS4Me.Agent.Web.Log;
using DNS4Me.Agent.Web.Tls;

namespace DNS4Me.Agent.Web;

/// <summary>A web server that listens. Its owner calls one member at a time, except for the status.</summary>
internal sealed class RunningServer
{
    private readonly TimeProvider _time;
    private readonly string _logFolder;
    private readonly Func<string, string?> _certificatePassword;
    private readonly WebCounters _counters = new();
    private readonly FileCache _cache = new(WebLimits.CacheSize);
    private readonly SiteApplication _application;
    private readonly DateTimeOffset _since;
    private readonly List<Task> _closing = [];
    private ITimer? _watch;
    private volatile WebListener? _http;
    private volatile WebListener? _https;

    private RunningServer(TimeProvider time, string logFolder, Func<string, string?> certificatePassword)
    {
        (_time, _logFolder, _certificatePassword) = (time, logFolder, certificatePassword);
        _application = new(time, _counters);
        _since = time.GetUtcNow();
    }

    /// <summary>Listens and serves.</summary>
    /// <exception cref="DNS4MeException">That is not possible; nothing is left of the try.</exception>
    public static async Task<RunningServer> StartAsync(
        WebServerSetting setting, bool allSites, TimeProvider time, string logFolder, Func<string, string?> certificatePassword, TimeSpan certificateWatch, CancellationToken cancellation)
    {
        var server = new RunningServer(time, logFolder, certificatePassword);
        await server.ApplyAsync(setting, allSites, cancellation).ConfigureAwait(false);
        server._watch = time.CreateTimer(_ => server.LookAtCertificates(), null, certificateWatch, certificateWatch);
        return server;
    }

    /// <summary>Puts settings in force.</summary>
    /// <exception cref="DNS4MeException">They cannot be; what was in force goes on.</exception>
    public Task ApplyAsync(WebServerSetting setting, CancellationToken cancellation) => ApplyAsync(setting, allSites: true, cancellation);

    private async Task ApplyAsync(WebServerSetting setting, bool allSites, CancellationToken cancellation)
    {
        var before = _application.HasForce ? _application.Force : null;
        var force = Prepare(setting, before, allSites);
        var (oldHttp, oldHttps) = (_http, _https);
        WebListener? http = Held(setting.Port, oldHttp, oldHttps), https = force.HasHttps ? Held(setting.HttpsPort, oldHttps, oldHttp) : null;
        var opened = new List<WebListener>();
        try
        {
            // Somebody may knock the moment a port is open.
            _application.Force = before ?? force;
            http ??= await OpenAsync(setting.Port, isSecure: false).ConfigureAwait(false);
            https ??= force.HasHttps ? await OpenAsync(setting.HttpsPort, isSecure: true).ConfigureAwait(false) : null;
        }
        catch
        {
            foreach (var listener in opened)
            {
                await listener.CloseAsync(CancellationToken.None).ConfigureAwait(false);
            }

            Release(force, before);
            throw;
        }

        _application.Force = force;
        (_http, _https) = (http, https);
        _application.HttpsPort = https?.Port;
        http.IsSecure = false;
        if (https is not null)
        {
            https.IsSecure = true;
        }

        _closing.RemoveAll(task => task.IsCompletedSuccessfully);
        _closing.AddRange(new[] { oldHttp, oldHttps }.OfType<WebListener>().Where(old => old != http && old != https).Select(old => old.CloseAsync(CancellationToken.None)));
        if (before is not null)
        {
            Release(before, force);
        }

        async Task<WebListener> OpenAsync(int port, bool isSecure)
        {
            var listener = await WebListener.OpenAsync(port, _application, _counters, isSecure, cancellation).ConfigureAwait(false);
            opened.Add(listener);
            return listener;
        }
    }

    /// <summary>Ends; requests under way get a few seconds.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync().ConfigureAwait(false);
        }

        Task[] closing = [.. _closing, .. new[] { _http, _https }.OfType<WebListener>().Select(listener => listener.CloseAsync(cancellation))];
        try
        {
            await Task.WhenAll(closing).ConfigureAwait(false);
        }
        finally
        {
            _application.Force.Log?.Dispose();
        }
    }

    /// <summary>How it stands.</summary>
    public WebServerStatus GetStatus()
    {
        var force = _application.Force;
        return new()
        {
            Running = true,
            Port = _http?.Port ?? force.Setting.Port,
            HttpsPort = _https?.Port,
            Since = _since,
            Requests = _counters.Requests,
            Bytes = _counters.Bytes,
            Errors = _counters.Errors,
            Connections = _counters.Connections,
            Fault = force.Sites.Sites.Select(site => CheckFolder(site.Domain, site.Folder) ?? site.Certificate?.Fault).FirstOrDefault(fault => fault is not null)
                ?? force.Log?.Fault ?? _counters.Fault,
        };
    }

    /// <summary>The one of the open ports that is asked for: the one of the same use, or of the other, as when the two change places. Port 0 is any port, and no other's.</summary>
    private static WebListener? Held(int port, WebListener? same, WebListener? other)
        => same?.Asked == port ? same : port != 0 && other?.Asked == port ? other : null;

    private static Fault? CheckFolder(string domain, SiteFolder folder)
        => folder.FindRoot(out var denied) is not null ? null
            : denied ? Faults.WebFolderUnreadable(domain, folder.Path, "this user has no right to.") : Faults.WebFolderMissing(domain, folder.Path);

    /// <summary>Makes ready what a setting asks for. What is the same as before is taken over, with the files in memory and the certificates.</summary>
    private WebForce Prepare(WebServerSetting setting, WebForce? before, bool allSites)
    {
        var opened = new List<FileShelf>();
        try
        {
            var sites = setting.Sites.ToDictionary(pair => pair.Key, pair => pair.Value.Enabled ? Prepare(pair.Key, pair.Value, before, allSites, opened) : null);
            var primary = setting.Sites.Where(pair => pair.Value is { Enabled: true, Primary: true }).Select(pair => sites[pair.Key]).FirstOrDefault();
            var log = setting.LogFormat == WebLogFormat.None ? null
                : before?.Log is { } same && same.Format == setting.LogFormat ? same : new AccessLog(_logFolder, setting.LogFormat, _time);
            return new(setting, new(sites, primary), log);
        }
        catch
        {
            opened.ForEach(_cache.Close);
            throw;
        }
    }

    private Site Prepare(string domain, WebSite setting, WebForce? before, bool allSites, List<FileShelf> opened)
    {
        var old = before?.Sites.Sites.FirstOrDefault(site => site.Domain == domain);
        var mustBeThere = allSites && !setting.Equals(old?.Setting);
        var folder = old?.Folder;
        if (folder is null || folder.Path != setting.LocalFolder)
        {
            folder = new(setting.LocalFolder, _cache.Open());
            opened.Add(folder.Shelf);
        }

        if (mustBeThere && CheckFolder(domain, folder) is { } fault)
        {
            throw new DNS4MeException(fault);
        }

        if (setting.Certificate.Length == 0)
        {
            return new(domain, setting, folder, null);
        }

        // A password may have changed, which no setting tells: the files are read again. If they cannot be used, as while they are being replaced, the certificate
        // that is in force stays so; files that can be used tell that it is the new password which is wrong.
        var certificate = new SiteCertificate(domain, setting, _certificatePassword, _time);
        try
        {
            certificate.Load();
        }
        catch (DNS4MeException) when (old?.Certificate is { } same && (old.Setting.Certificate, old.Setting.CertificateKey) == (setting.Certificate, setting.CertificateKey)
            && !same.HasFilesOf(certificate))
        {
            certificate = same;
            certificate.Refresh(atOnce: true);
        }
        catch (DNS4MeException) when (!allSites)
        {
            // It is read again until it can be used; handshakes are refused until then.
        }

        return new(domain, setting, folder, certificate);
    }

    /// <summary>Lets go of what one state had and the other has not.</summary>
    private void Release(WebForce gone, WebForce? kept)
    {
        foreach (var site in gone.Sites.Sites.Where(site => kept is null || !kept.Sites.Sites.Any(other => other.Folder == site.Folder)))
        {
            _cache.Close(site.Folder.Shelf);
        }

        if (gone.Log != kept?.Log)
        {
            gone.Log?.Dispose();
        }
    }

    private void LookAtCertificates()
    {
        foreach (var site in _application.Force.Sites.Sites)
        {
            site.Certificate?.Refresh(atOnce: true);
        }
    }
}
