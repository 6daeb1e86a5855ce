using System.Text;
using DNS4Me.Local;
using DNS4Me.Policies;

namespace DNS4Me.Tests.Policies;

public class PolicyReaderTests
{
    private static readonly string Pin = SettingRules.Pin(new byte[32]);

    [Fact]
    public void Every_policy_is_read_from_the_registry_and_from_the_file_alike_and_governs_its_setting()
    {
        foreach (var setting in GovernedSettings.All)
        {
            var sample = Sample(setting);
            var fromRegistry = Registry((setting.ValueName, sample is bool on ? (on ? 1L : 0L) : sample));
            var fromFile = File($$"""{"{{setting.ValueName}}":{{JsonOf(sample)}}}""");
            Assert.Equal(fromFile, fromRegistry);
            Assert.Equal(SettingSource.MachinePolicy, fromFile.Governed[setting.ValueName]);

            // What it says is the member's value then, and no other member's.
            var before = new AgentSettings { Web = new() { Running = true } };
            var after = fromFile.Apply(before);
            var section = (object s) => s.GetType().GetProperty(setting.Section.ToString())!.GetValue(s)!;
            var changed = section(after).GetType().GetProperties().Where(property => property.CanWrite && property.Name != nameof(WebServerSetting.Sites) && !Equal(property.GetValue(section(after)), property.GetValue(section(before)))).Select(property => property.Name);
            Assert.Equal([setting.Member], changed);
            Assert.NotNull(fromFile.Of(setting.Section, setting.JsonName));
        }
    }

    [Fact]
    public void Every_setting_of_the_dialogs_can_be_governed_but_the_password_and_the_web_servers_own()
    {
        var members = new[] { SettingSection.Online, SettingSection.Offline, SettingSection.Option, SettingSection.Server, SettingSection.Proxy }
            .SelectMany(section => typeof(AgentSettings).GetProperty(section.ToString())!.PropertyType.GetProperties()
                .Where(property => property.CanWrite && property.Name != nameof(ProxySetting.HasPassword))
                .Select(property => (section, property.Name)));
        Assert.Equal(members.Append((SettingSection.Web, nameof(WebServerSetting.Running))).Order(), GovernedSettings.All.Select(setting => (setting.Section, setting.Member)).Order());
        Assert.Distinct(GovernedSettings.All.Select(setting => setting.ValueName.ToUpperInvariant()));
        Assert.Distinct(GovernedSettings.All.Select(setting => setting.PolicyName));
    }

    [Theory]
    [InlineData("OnlineAutomatic", "yes")]
    [InlineData("OnlineAutomatic", 2L)]
    [InlineData("OnlineAutomatic", null)]
    [InlineData("DisableWebServer", "1")]
    [InlineData("OnlineTimeoutSeconds", "120")]
    [InlineData("OnlineTimeoutSeconds", 2592001L)]
    [InlineData("OptionReconnectSeconds", 0L)]
    [InlineData("ServerPort", 0L)]
    [InlineData("ServerPort", 65536L)]
    [InlineData("ServerPort", null)]
    [InlineData("ServerHostName", "a b")]
    [InlineData("ServerHostName", "")]
    [InlineData("ServerHostName", 5L)]
    [InlineData("ServerHomePage", "ftp://a.example/")]
    [InlineData("ServerPins", "sha256/x")]
    [InlineData("OnlineAddress", "2001:db8::1")]
    [InlineData("OnlineAddress", "somewhere")]
    [InlineData("OfflineBehavior", "offlinepage")]
    [InlineData("ProxyType", "Http")]
    public void A_value_of_another_kind_or_out_of_bounds_is_told_by_name_and_nothing_is_obeyed(string name, object? value)
    {
        var fault = Assert.Throws<DNS4MeException>(() => Registry((name, value), ("OnlineWebRedirectPort", 81L))).Fault;
        Assert.Equal((FaultCode.PolicyUnreadable, @"HKEY_LOCAL_MACHINE\Software\Policies\DNS4Me"), (fault.Code, fault.Target));
        Assert.Contains($"'{name}'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_not_the_first()
    {
        var message = Refusal("""{"ServerPort":0,"ServerHostname":"a.example","OptionReconnect":1,"ServerPins":["x"],"OnlineAutomatic":true,"OnlineAutomatic":false}""");
        foreach (var name in new[] { "ServerPort", "ServerHostname", "OptionReconnect", "ServerPins", "OnlineAutomatic" })
        {
            Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"ServerPins":[["x"]]}""")]
    [InlineData("""{"ServerPort":1.5}""")]
    [InlineData("""{"ServerPort":null}""")]
    public void A_file_that_is_no_policy_is_told(string text) => Refusal(text);

    [Fact]
    public void A_file_may_explain_itself()
        => Assert.Equal("1207", Assert.Single(File("{\n  // the gateway's\n  \"ServerPort\": 1207,\n}").Values).Json);

    [Fact]
    public void Names_in_the_registry_do_not_tell_case_and_unknown_ones_are_told_and_govern_nothing()
    {
        var policies = Registry(("SERVERPORT", 1207L), ("ServerColour", "red"));
        Assert.Equal(["ServerPort"], policies.Governed.Keys);
        Assert.Equal(["ServerColour"], policies.Unknown);
    }

    [Fact]
    public void The_machines_policies_go_before_the_users_value_by_value()
    {
        var policies = PolicyReader.ReadRegistry(AgentScope.User, source => source == SettingSource.MachinePolicy
            ? [new("ServerPort", 1207L), new("DisableWebServer", 0L)]
            : [new("ServerPort", 1208L), new("ServerHostName", "user.example"), new("DisableWebServer", 1L)]);
        Assert.Equal([("ServerHostName", SettingSource.UserPolicy), ("ServerPort", SettingSource.MachinePolicy)], policies.Governed.Select(item => (item.Key, item.Value)));
        Assert.Equal(("user.example", 1207), (policies.Apply(new()).Server.HostName, policies.Apply(new()).Server.Port));

        // A machine's "not turned off" is an answer: the user's policy is of less weight.
        Assert.True(policies.Apply(new() { Web = new() { Running = true } }).Web.Running);
    }

    [Fact]
    public void No_policy_leaves_the_settings_the_very_same()
    {
        var own = new AgentSettings();
        Assert.Same(own, PolicySet.None.Apply(own));
        Assert.Same(own, PolicyReader.InForce(File("{}"), own));
    }

    [Fact]
    public void Policies_that_lack_something_cannot_be_obeyed_with_settings_that_lack_it_too()
    {
        var policies = File("""{"ProxyType":"Socks5"}""");
        Assert.Equal(FaultCode.PolicyUnreadable, Assert.Throws<DNS4MeException>(() => PolicyReader.InForce(policies, new())).Fault.Code);
        Assert.Equal("proxy.example", PolicyReader.InForce(policies, new() { Proxy = new() { Address = "proxy.example" } }).Proxy.Address);
    }

    private static object Sample(GovernedSetting setting) => (setting.Kind, setting.JsonName) switch
    {
        (PolicyKind.Switch, "startMinimized") or (PolicyKind.TurnOff, _) => true,
        (PolicyKind.Switch, _) => false,
        (PolicyKind.Number, _) => 77L,
        (PolicyKind.Choice, _) => setting.Choices[^1],
        (PolicyKind.TextList, _) => new[] { Pin },
        (_, "address") when setting.Section != SettingSection.Proxy => "192.0.2.7",
        (_, "addressIPv6") => "2001:db8::7",
        (_, var name) when name.Contains("url", StringComparison.OrdinalIgnoreCase) || name == "homePage" => "https://a.example/",
        _ => "a.example",
    };

    private static string JsonOf(object sample) => sample switch
    {
        bool on => on ? "true" : "false",
        long number => $"{number}",
        string[] texts => $"[{string.Join(",", texts.Select(text => $"\"{text}\""))}]",
        _ => $"\"{sample}\"",
    };

    private static bool Equal(object? one, object? other) => one is IEnumerable<string> texts ? texts.SequenceEqual((IEnumerable<string>)other!) : Equals(one, other);

    [Fact]
    public void A_byte_order_mark_is_no_mistake_in_a_file()
    {
        const string Text = """{ "OptionReconnect": false }""";
        Assert.Equal(File(Text).Apply(new AgentSettings()), File('\uFEFF' + Text).Apply(new AgentSettings()));
        Assert.Contains("It is not JSON", Refusal("\uFEFF"), StringComparison.Ordinal);
    }

    private static PolicySet Registry(params (string Name, object? Value)[] values)
        => PolicyReader.ReadRegistry(AgentScope.Machine, _ => values.Select(value => new KeyValuePair<string, object?>(value.Name, value.Value)));

    private static PolicySet File(string text) => PolicyReader.ReadFile("policy.json", Encoding.UTF8.GetBytes(text));

    private static string Refusal(string text)
    {
        var fault = Assert.Throws<DNS4MeException>(() => File(text)).Fault;
        Assert.Equal((FaultCode.PolicyUnreadable, "policy.json"), (fault.Code, fault.Target));
        return fault.Message;
    }
}
