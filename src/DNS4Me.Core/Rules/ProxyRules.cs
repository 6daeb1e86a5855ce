using System.Text;

namespace DNS4Me;

/// <summary>What proxy settings may hold. Source: help file, "Proxy Settings"; RFC 1929, section 2.</summary>
public static class ProxyRules
{
    /// <summary>The longest user ID or password, in octets of UTF-8.</summary>
    public const int LongestText = 255;

    /// <summary>The longest that a test of a proxy may take.</summary>
    public static readonly TimeSpan LongestTest = TimeSpan.FromMinutes(5);

    /// <summary>How long a test of a proxy takes at most when nothing else is said.</summary>
    public static readonly TimeSpan UsualTest = TimeSpan.FromSeconds(30);

    /// <summary>Checks proxy settings.</summary>
    public static IReadOnlyList<Fault> Check(ProxySetting setting)
    {
        var faults = new List<Fault>();
        SettingRules.CheckChoice("type", setting.Type, faults);
        if (setting.Address.Length > 0)
        {
            SettingRules.CheckHostName("address", setting.Address, faults);
        }
        else if (setting.Type != ProxyType.Direct)
        {
            faults.Add(Faults.InvalidValue("address", $"The address of the {setting.Type} proxy is needed."));
        }

        if (!PortRules.IsValid(setting.Port))
        {
            faults.Add(SettingRules.BadPort("port", setting.Port));
        }

        // SOCKS4 ends the user ID at the first NUL.
        if (!Fits(setting.UserId) || setting.UserId.Any(char.IsControl))
        {
            faults.Add(Faults.InvalidValue("userId", $"The user ID must be at most {LongestText} octets long, without control characters."));
        }

        if (setting.HasPassword && setting.UserId.Length == 0)
        {
            faults.Add(Faults.InvalidValue("userId", "A password needs a user ID. To forget both, clear the password too."));
        }

        return faults;
    }

    /// <summary>Checks a password. It is not shown.</summary>
    /// <param name="password">The password; empty: there is to be none.</param>
    public static IReadOnlyList<Fault> CheckPassword(string password)
        => Fits(password) ? [] : [Faults.InvalidValue("password", $"The proxy's password must be at most {LongestText} octets long.")];

    private static bool Fits(string text) => ConfigurationRules.IsUnicode(text) && Encoding.UTF8.GetByteCount(text) <= LongestText;
}
