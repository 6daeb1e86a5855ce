using System.Net;

namespace DNS4Me;

/// <summary>What settings may hold. Each check gives every fault, not the first, and an empty list for what is allowed.</summary>
public static class SettingRules
{
    /// <summary>The longest name or e-mail address of a registration, in characters.</summary>
    public const int LongestIdentity = 254;

    /// <summary>The longest registration ID, in characters.</summary>
    public const int LongestRegistrationId = 128;

    private const string PinPrefix = "sha256/";
    private const int PinBytes = 32;

    /// <summary>Checks online settings. Source: help file, "Online Settings".</summary>
    public static IReadOnlyList<Fault> Check(OnlineSetting setting)
    {
        var faults = new List<Fault>();
        if (setting.Timeout != TimeSpan.Zero && (setting.Timeout < OnlineSetting.ShortestTimeout || setting.Timeout > OnlineSetting.LongestTimeout))
        {
            faults.Add(Faults.InvalidValue("timeoutSeconds",
                $"The timeout must be zero (never) or between {OnlineSetting.ShortestTimeout.TotalSeconds:0} second and {OnlineSetting.LongestTimeout.TotalDays:0} days, not {setting.Timeout}."));
        }

        CheckFamilies(setting.Address, setting.AddressIPv6, faults);
        if (!setting.Automatic && setting.Address.IsUnset() && setting.AddressIPv6.IsUnset())
        {
            faults.Add(Faults.InvalidValue("address", "An address other than 0.0.0.0 is needed when the address is not determined automatically."));
        }

        CheckChoice("webRedirect", setting.WebRedirect, faults);
        if (!PortRules.IsValid(setting.WebRedirectPort))
        {
            faults.Add(BadPort("webRedirectPort", setting.WebRedirectPort));
        }

        if ((setting.WebRedirect == WebRedirect.Url || setting.WebRedirectUrl.Length > 0) && !WebUrl.IsValid(setting.WebRedirectUrl))
        {
            faults.Add(BadUrl("webRedirectUrl", setting.WebRedirectUrl));
        }

        return faults;
    }

    /// <summary>Checks offline settings. Source: help file, "Offline Settings".</summary>
    public static IReadOnlyList<Fault> Check(OfflineSetting setting)
    {
        var faults = new List<Fault>();
        CheckChoice("behavior", setting.Behavior, faults);
        CheckFamilies(setting.Address, setting.AddressIPv6, faults);
        if (setting.Behavior == OfflineBehavior.Address && setting.Address.IsUnset() && setting.AddressIPv6.IsUnset())
        {
            faults.Add(Faults.InvalidValue("address", "An address other than 0.0.0.0 is needed to set the domains to an address while offline."));
        }

        if (!WebUrl.IsValid(setting.Url))
        {
            faults.Add(BadUrl("url", setting.Url));
        }

        return faults;
    }

    /// <summary>Checks options. Source: help file, "Options Dialog".</summary>
    public static IReadOnlyList<Fault> Check(ClientOption setting)
    {
        var faults = new List<Fault>();
        CheckInterval("reconnectSeconds", "reconnect interval", setting.ReconnectInterval, faults);
        if (setting.KeepAliveInterval is { } keepAlive)
        {
            CheckInterval("keepAliveSeconds", "keep-alive interval", keepAlive, faults);
        }

        if (setting.LookInterval is { } look)
        {
            CheckInterval("lookSeconds", "look interval", look, faults);
        }

        return faults;
    }

    /// <summary>Checks server settings. Source: help file, "Setting the DNS4Me Server".</summary>
    public static IReadOnlyList<Fault> Check(ServerSetting setting)
    {
        var faults = new List<Fault>();
        CheckHostName("hostName", setting.HostName, faults);
        if (setting.VerifyName is not null)
        {
            CheckHostName("verifyName", setting.VerifyName, faults);
        }

        if (!PortRules.IsValid(setting.Port))
        {
            faults.Add(BadPort("port", setting.Port));
        }

        if (!ServicePages.IsHomePage(setting.HomePage))
        {
            faults.Add(Faults.InvalidValue("homePage", $"'{setting.HomePage}' cannot be where the service's pages are: an http or https URL without credentials, query and fragment is needed.", setting.HomePage));
        }

        faults.AddRange(setting.Pins.Where(pin => !IsPin(pin)).Select(pin => Faults.InvalidValue("pins",
            $"'{pin}' is not a pin. A pin is '{PinPrefix}' and the Base64 of {PinBytes} bytes, as the server prints it when it starts.", pin)));
        return faults;
    }

    /// <summary>Checks what is entered at registration. Source: help file, "Help Menu", Register DNS4Me.</summary>
    public static IReadOnlyList<Fault> CheckRegistration(string? name, string? email, string? registrationId)
    {
        var faults = new List<Fault>(CheckRegistration(name, email));

        // The ID is not shown: it may be a real one with a slip in it.
        if (registrationId is null || registrationId.Length is 0 or > LongestRegistrationId || registrationId.Any(c => c is <= ' ' or > '~'))
        {
            faults.Add(Faults.InvalidValue("registrationId", "That is not a registration ID: it must be printable characters without blanks."));
        }

        return faults;
    }

    /// <summary>Checks what is entered at registration beside the ID.</summary>
    public static IReadOnlyList<Fault> CheckRegistration(string? name, string? email)
    {
        var faults = new List<Fault>();
        if (name is null || name.Trim().Length == 0 || name.Length > LongestIdentity || name.Any(char.IsControl))
        {
            faults.Add(Faults.InvalidValue("name", $"A name of 1 to {LongestIdentity} characters is needed."));
        }

        if (!IsEmail(email))
        {
            faults.Add(Faults.InvalidValue("email", $"'{email}' is not an e-mail address.", email));
        }

        return faults;
    }

    /// <summary>Whether the text has the form of an e-mail address: something, an @, and a name. Whether it exists only mail can tell.</summary>
    public static bool IsEmail(string? text)
    {
        if (text is null || text.Length is 0 or > LongestIdentity || text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return false;
        }

        var at = text.LastIndexOf('@');
        return at > 0 && at < text.Length - 1;
    }

    /// <summary>Whether the text has the form of a pin (see <see cref="ServerSetting.Pins"/>).</summary>
    public static bool IsPin(string? text)
    {
        if (text is null || !text.StartsWith(PinPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return Convert.FromBase64String(text.Substring(PinPrefix.Length)).Length == PinBytes;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The pin of a SHA-256 of a SubjectPublicKeyInfo.</summary>
    public static string Pin(byte[] sha256) => PinPrefix + Convert.ToBase64String(sha256);

    private static void CheckInterval(string field, string what, TimeSpan interval, List<Fault> faults)
    {
        if (interval < ClientOption.ShortestInterval || interval > ClientOption.LongestInterval)
        {
            faults.Add(Faults.InvalidValue(field,
                $"The {what} must be between {ClientOption.ShortestInterval.TotalSeconds:0} second and {ClientOption.LongestInterval.TotalDays:0} days, not {interval}."));
        }
    }

    /// <summary>JSON takes a number for a choice, one that means nothing too.</summary>
    internal static void CheckChoice<T>(string field, T value, List<Fault> faults)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(typeof(T), value))
        {
            faults.Add(Faults.InvalidValue(field, $"'{value}' is none of {string.Join(", ", Enum.GetNames(typeof(T)))}.", value.ToString()));
        }
    }

    private static void CheckFamilies(IPAddress address, IPAddress addressIPv6, List<Fault> faults)
    {
        if (address.Family() != IPFamily.IPv4)
        {
            faults.Add(Faults.InvalidValue("address", $"'{address}' is not an IPv4 address.", address.ToString()));
        }

        if (addressIPv6.Family() != IPFamily.IPv6 || addressIPv6.ScopeId != 0)
        {
            faults.Add(Faults.InvalidValue("addressIPv6", $"'{addressIPv6}' is not an IPv6 address without a zone.", addressIPv6.ToString()));
        }
    }

    internal static void CheckHostName(string field, string hostName, List<Fault> faults)
    {
        if (!AddressText.TryParse(hostName, out _) && Uri.CheckHostName(hostName) != UriHostNameType.Dns)
        {
            faults.Add(Faults.InvalidValue(field, $"'{hostName}' is neither a host name nor an IP address.", hostName));
        }
    }

    internal static Fault BadPort(string field, int port)
        => Faults.InvalidValue(field, $"The port must be between {PortRules.Lowest} and {PortRules.Highest}, not {port}.");

    /// <summary>What is too long, and what holds a password, is not shown again.</summary>
    private static Fault BadUrl(string field, string url)
        => url.Length > WebUrl.MaxLength ? Faults.InvalidValue(field, $"A URL has at most {WebUrl.MaxLength} characters, not {url.Length}.")
            : Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.UserInfo.Length > 0 ? Faults.InvalidValue(field, "A URL with a user name or a password cannot be given: every visitor would be told them.")
            : Faults.InvalidValue(field, $"'{url}' is not an http or https URL.", url);
}
