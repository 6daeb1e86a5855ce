using System.Collections;
using System.Globalization;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>The page about the settings says what the code does.</summary>
public sealed class SettingsPageTests : IDisposable
{
    private static readonly Dictionary<string, object> Sections = new()
    {
        ["OnlineSetting"] = new OnlineSetting(),
        ["OfflineSetting"] = new OfflineSetting(),
        ["Option"] = new ClientOption(),
        ["Server"] = new ServerSetting(),
        ["Proxy"] = new ProxySetting(),
        ["WebServer"] = new WebServerSetting(),
        ["WebSite"] = new WebSite(),
    };

    /// <summary>The parameter of a setting that is not set under its own name; null: a command of its own sets it.</summary>
    private static readonly Dictionary<string, string?> OtherNames = new()
    {
        [nameof(ProxySetting.HasPassword)] = "Password",
        [nameof(WebSite.HasCertificatePassword)] = "CertificatePassword",
        [nameof(WebServerSetting.Running)] = null,
    };

    private static readonly Dictionary<string, (string Sets, string PutsBack)> OtherVerbs = new()
    {
        ["Proxy"] = ("Set", "Clear"),
        ["WebServer"] = ("Start", "Stop"),
        ["WebSite"] = ("Set", "Remove"),
    };

    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_table_lists_every_setting_with_its_default()
    {
        var expected = Sections.SelectMany(section => section.Value.GetType().GetProperties()
            .Where(property => property.CanWrite && property.Name != nameof(WebServerSetting.Sites))
            .Select(property => (section.Key, property.Name, Text(property.GetValue(section.Value)))));
        Assert.Equal(expected, Rows().Select(row => (row[0], row[1], row[2])));
    }

    [Fact]
    public void Every_setting_can_be_set_under_its_name_and_put_back()
    {
        foreach (var section in Rows().GroupBy(row => row[0]))
        {
            var (sets, putsBack) = OtherVerbs.GetValueOrDefault(section.Key, ("Set", "Reset"));
            var parameters = _session.Run($"(Get-Command {sets}-DNS4Me{section.Key}).Parameters.Values").Output
                .Select(parameter => (System.Management.Automation.ParameterMetadata)parameter.BaseObject)
                .SelectMany(parameter => parameter.Aliases.Append(parameter.Name));
            Assert.Subset(parameters.ToHashSet(), section.Select(row => OtherNames.GetValueOrDefault(row[1], row[1])).OfType<string>().ToHashSet());
            Assert.Single(_session.Run($"Get-Command {putsBack}-DNS4Me{section.Key}").Output);
        }
    }

    /// <summary>Where the help file lists a default, the row repeats the words that it is listed under.</summary>
    [Theory]
    [InlineData("Online Settings: Automatically determine IP address", "True")]
    [InlineData("Online Settings: Use the following IP address", "0.0.0.0")]
    [InlineData("Online Settings: Timeout", "00:10:00")]
    [InlineData("Online Settings: Enable Web redirects for www subdomain", "Disabled")]
    [InlineData("Online Settings: Redirect to alternate port", "8080")]
    [InlineData("Online Settings: Redirect to alternate URL", "(blank)")]
    [InlineData("Offline Settings: Send visitors to an offline page", "OfflinePage")]
    [InlineData("Offline Settings: Set my IP address to", "0.0.0.0")]
    [InlineData("Offline Settings: Redirection URL", "http://www.DNS4Me.com/")]
    [InlineData("Options Dialog: Start DNS4Me when Windows starts", "True")]
    [InlineData("Options Dialog: Minimize to systray upon startup", "False")]
    [InlineData("Options Dialog: Go online at application start", "True")]
    [InlineData("Options Dialog: Warn before exiting DNS4Me", "True")]
    [InlineData("Options Dialog: Attempt to reconnect every 'X' minutes", "True")]
    [InlineData("Options Dialog: Reconnection time", "00:05:00")]
    [InlineData("Setting the DNS4Me Server: Hostname or IP address", "server1.DNS4Me.com")]
    [InlineData("Setting the DNS4Me Server: Port", "1206")]
    [InlineData("Proxy Settings: Proxy Server Type", "Direct")]
    [InlineData("Proxy Settings: Proxy Server Address", "(blank)")]
    [InlineData("Proxy Settings: Port", "1080")]
    [InlineData("Proxy Settings: Proxy Server User ID", "(blank)")]
    [InlineData("Proxy Settings: Proxy Server Password", "False")]
    [InlineData("Web Server: Port", "80")]
    [InlineData("Web Server: Enable web site on this domain", "False")]
    [InlineData("Web Server: Primary (default) domain", "False")]
    [InlineData("Web Server: Local folder", "(blank)")]
    [InlineData("Web Server: Enable directory listings", "False")]
    [InlineData("Web Server: Default documents", "index.htm, index.html")]
    public void Every_line_of_the_help_files_lists_is_in_the_table(string line, string value)
        => Assert.Equal(value, Assert.Single(Rows(), row => row[3] == line)[2]);

    [Fact]
    public void The_numbers_in_the_text_are_the_codes()
        => Assert.Contains(ConfigurationRules.SealIterations.ToString("N0", CultureInfo.InvariantCulture) + " rounds", Page(), StringComparison.Ordinal);

    private static string Page() => File.ReadAllText(Path.Combine(Repository.Root, "docs", "about_DNS4Me_Settings.md"));

    private static List<string[]> Rows() =>
    [
        .. Page().Split('\n')
            .Select(line => line.Trim('|', ' ', '\r').Split(" | "))
            .Where(cells => cells.Length == 4 && Sections.ContainsKey(cells[0])),
    ];

    private static string Text(object? value) => value switch
    {
        null or "" => "(blank)",
        string text => text,
        ICollection { Count: 0 } => "(blank)",
        IEnumerable<string> several => string.Join(", ", several),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
