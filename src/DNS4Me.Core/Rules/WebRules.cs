namespace DNS4Me;

/// <summary>What the settings of the web server may hold. Each check gives every fault, not the first. Source: help file, "Web Server".</summary>
public static class WebRules
{
    /// <summary>The most sites: all settings fit into one message, and into one configuration.</summary>
    public const int MostSites = 1_000;

    /// <summary>The longest name of a default document, in characters.</summary>
    public const int LongestFileName = 255;

    /// <summary>The longest path, in characters.</summary>
    public const int LongestPath = 4096;

    /// <summary>The longest password of a certificate, in characters.</summary>
    public const int LongestPassword = 1024;

    /// <summary>Checks the settings of the web server with all its sites.</summary>
    public static IReadOnlyList<Fault> Check(WebServerSetting setting)
    {
        var faults = new List<Fault>();
        CheckPorts(setting, faults);
        SettingRules.CheckChoice("logFormat", setting.LogFormat, faults);
        if (setting.Sites.Count > MostSites)
        {
            faults.Add(Faults.InvalidValue("sites", $"There can be {MostSites} web sites at most, not {setting.Sites.Count}."));
        }

        foreach (var site in setting.Sites)
        {
            CheckDomain(site.Key, faults);
            faults.AddRange(site.Value is null ? [Faults.InvalidValue(Field(site.Key), "A site is a JSON object with its settings.", site.Key)] : Check(site.Key, site.Value));
        }

        var primaries = setting.Sites.Where(site => site.Value is { Primary: true }).Select(site => site.Key).ToList();
        faults.AddRange(primaries.Skip(1).Select(domain => Faults.InvalidValue(
            Field(domain, "primary"), $"One site at most is the primary one, and '{primaries[0]}' is it beside '{domain}'.", domain)));
        return faults;
    }

    /// <summary>Checks the settings of one site.</summary>
    /// <param name="domain">The site's domain.</param>
    /// <param name="site">The site.</param>
    public static IReadOnlyList<Fault> Check(string domain, WebSite site)
    {
        var faults = new List<Fault>();
        if (site.Enabled && site.LocalFolder.Length == 0)
        {
            Add("localFolder", $"The site of '{domain}' needs a local folder.");
        }

        CheckPath("localFolder", site.LocalFolder);
        CheckPath("certificate", site.Certificate);
        CheckPath("certificateKey", site.CertificateKey);
        foreach (var name in site.DefaultDocuments.Where(name => !IsFileName(name)))
        {
            Add("defaultDocuments", $"'{name}' is not the bare name of a file: a default document has no folder before it.");
        }

        if (site.Certificate.Length == 0)
        {
            CheckNeedless("certificateKey", site.CertificateKey.Length > 0, "A key");
            CheckNeedless("hasCertificatePassword", site.HasCertificatePassword, "A password");
            CheckNeedless("redirectToHttps", site.RedirectToHttps, "Redirecting to HTTPS");
        }

        return faults;

        void CheckPath(string member, string path)
        {
            if (path.Length > 0 && (!IsAbsolute(path) || path.Length > LongestPath || path.Any(char.IsControl)))
            {
                Add(member, $"'{path}' is not an absolute path.");
            }
        }

        void CheckNeedless(string member, bool isThere, string what)
        {
            if (isThere)
            {
                Add(member, $"{what} takes a certificate, and the site of '{domain}' has none.");
            }
        }

        void Add(string member, string message) => faults.Add(Faults.InvalidValue(Field(domain, member), message, domain));
    }

    /// <summary>Checks the ports.</summary>
    public static IReadOnlyList<Fault> CheckPorts(WebServerSetting setting)
    {
        var faults = new List<Fault>();
        CheckPorts(setting, faults);
        return faults;
    }

    /// <summary>Checks a password. It is not shown.</summary>
    /// <param name="password">The password; empty: there is to be none.</param>
    public static IReadOnlyList<Fault> CheckPassword(string password) => password.Length <= LongestPassword && ConfigurationRules.IsUnicode(password)
        ? []
        : [Faults.InvalidValue("password", $"The certificate's password must be at most {LongestPassword} characters long.")];

    /// <summary>
    /// Settings in which a site that has become the primary one is the only one: it takes the star from the one that had it, as the check box of the dialog does. Where
    /// several have become it nobody can tell which one is meant, and they are left for <see cref="Check(WebServerSetting)"/>.
    /// </summary>
    /// <param name="before">The settings before.</param>
    /// <param name="after">The settings after.</param>
    public static WebServerSetting WithOnePrimary(WebServerSetting before, WebServerSetting after)
    {
        var chosen = after.Sites.Where(site => site.Value is { Primary: true } && !IsPrimary(before, site.Key)).Select(site => site.Key).ToList();
        return chosen.Count == 1 && PrimaryOf(before) is { } old && IsPrimary(after, old)
            ? after with { Sites = after.Sites.ToDictionary(site => site.Key, site => site.Key == old ? site.Value with { Primary = false } : site.Value) }
            : after;
    }

    /// <summary>The domain of the primary site; null when there is none.</summary>
    public static string? PrimaryOf(WebServerSetting setting) => setting.Sites.FirstOrDefault(site => site.Value is { Primary: true }).Key;

    /// <summary>A site's field, as faults name it.</summary>
    /// <param name="domain">The site's domain.</param>
    /// <param name="member">The member by its JSON name; none: the site itself.</param>
    public static string Field(string domain, string? member = null) => $"sites.{domain}{(member is null ? "" : "." + member)}";

    private static void CheckPorts(WebServerSetting setting, List<Fault> faults)
    {
        if (!PortRules.IsValid(setting.Port))
        {
            faults.Add(SettingRules.BadPort("port", setting.Port));
        }

        if (!PortRules.IsValid(setting.HttpsPort))
        {
            faults.Add(SettingRules.BadPort("httpsPort", setting.HttpsPort));
        }
        else if (setting.HttpsPort == setting.Port)
        {
            faults.Add(Faults.InvalidValue("httpsPort", $"HTTP and HTTPS cannot both have the port {setting.Port}."));
        }
    }

    private static void CheckDomain(string domain, List<Fault> faults)
    {
        if (NameRules.ToHostName(domain) is not { } name)
        {
            faults.Add(Faults.InvalidValue(Field(domain), $"'{domain}' is not a domain's name.", domain));
        }
        else if (name != domain)
        {
            faults.Add(Faults.InvalidValue(Field(domain), $"The domain '{domain}' is written '{name}' here.", domain));
        }
    }

    /// <summary>By the form of either system, since a configuration travels. Whether the folder is there shows when it is served.</summary>
    private static bool IsAbsolute(string path)
        => path[0] == '/' || path.StartsWith(@"\\", StringComparison.Ordinal)
            || (path.Length > 2 && path[1] == ':' && path[2] is '\\' or '/' && path[0] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'));

    /// <summary>A colon would name another stream of a file, or a drive, on Windows.</summary>
    private static bool IsFileName(string? name)
        => name is { Length: > 0 and <= LongestFileName } && name.Trim().Length > 0 && name is not ("." or "..")
            && !name.Any(c => c is '/' or '\\' or ':' or FileNames.Separator || char.IsControl(c));

    private static bool IsPrimary(WebServerSetting setting, string domain) => setting.Sites.TryGetValue(domain, out var site) && site is { Primary: true };
}
