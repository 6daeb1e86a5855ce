using System.Text.Json;
using DNS4Me.Agent.Policies;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Agent.Settings;

/// <summary>Prepares changes of the settings together with the passwords that belong to them. Changes are the caller's to make one at a time.</summary>
/// <param name="settings">The settings' store.</param>
/// <param name="effective">The settings in force, and the policies that changes are held to.</param>
/// <param name="passwords">The passwords' stores.</param>
internal sealed class SettingsPreparer(SettingsStore settings, EffectiveSettings effective, SettingPasswords passwords)
{
    private static readonly Dictionary<string, string> NoPasswords = [];

    /// <summary>Prepares a change of one section.</summary>
    /// <exception cref="DNS4MeException">The change is not allowed, or could not be written.</exception>
    public PreparedSettings Prepare(SettingChange change)
    {
        var policies = effective.RequirePolicies();
        var (before, inForce) = (settings.Current, effective.Current);
        DNS4MeException.ThrowIfAny(policies.Against(SettingsStore.Patched(inForce, change), inForce));
        var after = policies.ToStore(SettingsStore.Patched(before, change), before);
        return change.Section switch
        {
            SettingSection.Proxy => PrepareProxy(policies, before.Proxy, after, change.Password),
            SettingSection.Web => PrepareWeb(policies, before.Web, after, change),
            _ when change.Password is null => new(settings, passwords, policies, after, null, NoPasswords),
            _ => throw new DNS4MeException(Faults.InvalidValue("password", $"The section '{change.Section}' has no password.")),
        };
    }

    /// <summary>Prepares settings from elsewhere.</summary>
    /// <param name="after">The settings.</param>
    /// <param name="secrets">
    /// The passwords that came along. Where none did, the one that is here stays if it is the same user's at the same proxy, or the same site's for the same certificate.
    /// </param>
    /// <exception cref="DNS4MeException">They are not allowed, or could not be written.</exception>
    public PreparedSettings Prepare(AgentSettings after, ConfigurationSecrets secrets)
    {
        var policies = effective.RequirePolicies();
        var before = settings.Current;

        // A configuration has all settings, and that of this machine can be imported here again.
        DNS4MeException.ThrowIfAny(policies.Against(after, effective.Current, before));
        after = policies.ToStore(after, before);
        var (proxy, web) = (before.Proxy, before.Web);
        var has = secrets.ProxyPassword is not null || (after.Proxy.HasPassword && proxy.HasPassword && after.Proxy.IsSameUser(proxy));
        var sites = after.Web.Sites.ToDictionary(site => site.Key, site => site.Value with { HasCertificatePassword = site.Value.HasCertificatePassword && IsThere(site.Key, site.Value) });
        return new(
            settings, passwords, policies, after with { Proxy = after.Proxy with { HasPassword = has }, Web = after.Web with { Sites = sites } }, secrets.ProxyPassword, secrets.CertificatePasswords);

        bool IsThere(string domain, WebSite site)
            => secrets.CertificatePasswords.ContainsKey(domain) || (web.Sites.TryGetValue(domain, out var here) && here.HasCertificatePassword && here.Certificate == site.Certificate);
    }

    private PreparedSettings PrepareProxy(PolicySet policies, ProxySetting before, AgentSettings after, string? password)
    {
        DNS4MeException.ThrowIfAny(ProxyRules.CheckPassword(password ?? ""));
        if (password is not null)
        {
            // The user ID that a password is for is stored with it, a policy's too.
            var user = password.Length > 0 ? policies.Apply(after).Proxy.UserId : after.Proxy.UserId;
            after = after with { Proxy = after.Proxy with { HasPassword = password.Length > 0, UserId = user } };
        }
        else if (after.Proxy.HasPassword && !before.HasPassword)
        {
            throw NoPassword("hasPassword");
        }

        return new(settings, passwords, policies, after, password, NoPasswords);
    }

    private PreparedSettings PrepareWeb(PolicySet policies, WebServerSetting before, AgentSettings after, SettingChange change)
    {
        var given = NoPasswords;
        if (change.Password is { } password)
        {
            DNS4MeException.ThrowIfAny(WebRules.CheckPassword(password));
            given = new() { [SiteOf(change.Patch) ?? throw new DNS4MeException(Faults.InvalidValue("password", "A password goes with the change of one site."))] = password };
        }

        var sites = after.Web.Sites.Where(site => site.Value is not null).ToDictionary(site => site.Key, site => site.Value with { HasCertificatePassword = HasOne(site.Key, site.Value) });
        return new(settings, passwords, policies, after with { Web = after.Web with { Sites = sites } }, null, given);

        // A certificate that is taken away takes its password along.
        bool HasOne(string domain, WebSite site)
            => given.TryGetValue(domain, out var text) ? text.Length > 0
                : site.HasCertificatePassword && !SettingPasswords.HasOne(before, domain) ? throw NoPassword(WebRules.Field(domain, "hasCertificatePassword"))
                : site.HasCertificatePassword && site.Certificate.Length > 0;
    }

    /// <summary>The one site that a patch is about; null when it is about none, or several.</summary>
    private static string? SiteOf(JsonElement patch)
        => patch.TryGetProperty("sites", out var sites) && sites.ValueKind == JsonValueKind.Object && sites.EnumerateObject().ToList() is [{ Value.ValueKind: JsonValueKind.Object } site]
            ? site.Name
            : null;

    private static DNS4MeException NoPassword(string field) => new(Faults.InvalidValue(field, "There is no password, and none was given."));
}
