using System.Xml.Linq;
using DNS4Me.Policies;

namespace DNS4Me.PowerShell.Tests;

/// <summary>The administrative template and the page about it say what the code does: no policy more, none less, and each of its kind.</summary>
public class GroupPolicyTemplateTests
{
    private static readonly XNamespace Space = "http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions";
    private static readonly XElement Template = XDocument.Load(Path.Combine(Repository.Module, "PolicyDefinitions", "DNS4Me.admx")).Root!;
    private static readonly XElement Language = XDocument.Load(Path.Combine(Repository.Module, "PolicyDefinitions", "en-US", "DNS4Me.adml")).Root!;

    private static readonly Dictionary<string, string> Strings = Language.Descendants(Space + "string").ToDictionary(item => Text(item, "id"), item => item.Value);
    private static readonly Dictionary<string, XElement> Presentations = Language.Descendants(Space + "presentation").ToDictionary(item => Text(item, "id"));

    [Fact]
    public void The_template_has_a_policy_for_each_setting_that_can_be_governed_and_no_other()
    {
        Assert.Equal(GovernedSettings.All.Select(setting => setting.ValueName), Template.Descendants(Space + "policy").Select(policy => Text(policy, "name")));
        Assert.Equal(["policyNamespaces", "resources", "supportedOn", "categories", "policies"], Template.Elements().Select(part => part.Name.LocalName));
    }

    [Fact]
    public void Each_policy_writes_the_value_that_is_read_for_the_machine_and_for_users()
    {
        foreach (var (setting, policy) in Policies())
        {
            Assert.Equal(("Both", PolicyReader.RegistryKey), (Text(policy, "class"), Text(policy, "key")));
            var element = policy.Element(Space + "elements")?.Elements().Single();
            Assert.Equal(setting.ValueName, Text(element ?? policy, "valueName"));
            var kind = element?.Name.LocalName;
            switch (setting.Kind)
            {
                case PolicyKind.Switch or PolicyKind.TurnOff:
                    Assert.Null(element);
                    Assert.Equal("1", Text(policy.Element(Space + "enabledValue")!.Element(Space + "decimal")!, "value"));
                    Assert.Equal("0", Text(policy.Element(Space + "disabledValue")!.Element(Space + "decimal")!, "value"));
                    break;
                case PolicyKind.Number:
                    Assert.Equal(("decimal", $"{setting.Least}", $"{setting.Most}"), (kind, Text(element!, "minValue"), Text(element!, "maxValue")));
                    break;
                case PolicyKind.Choice:
                    Assert.Equal("enum", kind);
                    Assert.Equal(setting.Choices, element!.Elements(Space + "item").Select(item => item.Element(Space + "value")!.Element(Space + "string")!.Value));
                    break;
                default:
                    Assert.Equal((setting.Kind == PolicyKind.Text ? "text" : "multiText", $"{setting.Most}"), (kind, Text(element!, "maxLength")));
                    break;
            }
        }
    }

    [Fact]
    public void Each_policy_bears_the_name_that_messages_use_and_says_what_it_does()
    {
        foreach (var (setting, policy) in Policies())
        {
            Assert.Equal(setting.PolicyName, Strings[Reference(policy, "displayName", "string")]);
            Assert.Equal(setting.Section.ToString(), Text(policy.Element(Space + "parentCategory")!, "ref"));
            var explanation = Strings[Reference(policy, "explainText", "string")];
            Assert.Equal(setting.ValueName + "_Explain", Reference(policy, "explainText", "string"));
            Assert.Contains("Enabled: ", explanation, StringComparison.Ordinal);
            Assert.Contains("ot configured: ", explanation, StringComparison.Ordinal);
            Assert.EndsWith(".", explanation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_element_has_a_field_of_its_kind_and_a_policy_without_has_none()
    {
        var fields = new Dictionary<PolicyKind, string> { [PolicyKind.Number] = "decimalTextBox", [PolicyKind.Choice] = "dropdownList", [PolicyKind.Text] = "textBox", [PolicyKind.TextList] = "multiTextBox" };
        foreach (var (setting, policy) in Policies().Where(item => fields.ContainsKey(item.Setting.Kind)))
        {
            var field = Assert.Single(Presentations[Reference(policy, "presentation", "presentation")].Elements(), part => part.Attribute("refId") is not null);
            Assert.Equal((fields[setting.Kind], Text(policy.Element(Space + "elements")!.Elements().Single(), "id")), (field.Name.LocalName, Text(field, "refId")));
            Assert.NotEqual("", Presentations[setting.ValueName].Value);
            if (setting.Kind == PolicyKind.Number)
            {
                Assert.InRange(long.Parse(Text(field, "defaultValue"), System.Globalization.CultureInfo.InvariantCulture), setting.Least, setting.Most);
            }
        }

        Assert.Equal(Policies().Where(item => fields.ContainsKey(item.Setting.Kind)).Select(item => item.Setting.ValueName), Presentations.Keys);
        Assert.DoesNotContain(Policies(), item => !fields.ContainsKey(item.Setting.Kind) && item.Policy.Attribute("presentation") is not null);
    }

    [Fact]
    public void No_string_is_missing_unused_or_empty()
    {
        var used = Template.Descendants().Attributes().Select(attribute => attribute.Value)
            .Where(value => value.StartsWith("$(string.", StringComparison.Ordinal)).Select(value => value["$(string.".Length..^1]);
        Assert.Equal(used.Order(), Strings.Keys.Order());
        Assert.DoesNotContain(Strings.Values, string.IsNullOrWhiteSpace);
        Assert.Equal(["DNS4Me", .. Enum.GetNames<DNS4Me.Local.SettingSection>()], Template.Descendants(Space + "category").Select(category => Text(category, "name")));
    }

    [Fact]
    public void The_page_lists_every_policy_as_it_is()
    {
        var rows = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "group-policy.md")).Select(line => line.Trim('|', ' ').Split(" | ")).Where(cells => cells.Length == 4 && GovernedSettings.Find(cells[1]) is not null);
        Assert.Equal(GovernedSettings.All.Select(setting => $"{setting.PolicyName} | {setting.ValueName} | {KindOf(setting)} | {NounOf(setting)} {setting.Member}"), rows.Select(cells => string.Join(" | ", cells)));
    }

    [Fact]
    public void The_pages_example_is_a_policy_that_is_obeyed()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "group-policy.md"));
        var start = page.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        var example = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        var policies = PolicyReader.ReadFile(PolicyFile.Path, System.Text.Encoding.UTF8.GetBytes(example));
        Assert.NotEmpty(policies.Governed);
        PolicyReader.InForce(policies, new());
        Assert.Contains(PolicyFile.Path, page, StringComparison.Ordinal);
        Assert.Contains(PolicyReader.RegistryKey, page, StringComparison.Ordinal);
    }

    private static string KindOf(GovernedSetting setting) => setting.Kind switch
    {
        PolicyKind.Number => $"REG_DWORD {setting.Least} to {setting.Most}",
        PolicyKind.Choice => $"REG_SZ {string.Join(", ", setting.Choices)}",
        PolicyKind.Text => $"REG_SZ up to {setting.Most} characters",
        PolicyKind.TextList => $"REG_MULTI_SZ up to {setting.Most} characters each",
        _ => "REG_DWORD 0 or 1",
    };

    private static string NounOf(GovernedSetting setting) => setting.Section switch
    {
        DNS4Me.Local.SettingSection.Online => "OnlineSetting",
        DNS4Me.Local.SettingSection.Offline => "OfflineSetting",
        DNS4Me.Local.SettingSection.Web => "WebServer",
        var section => section.ToString(),
    };

    private static IEnumerable<(GovernedSetting Setting, XElement Policy)> Policies()
        => Template.Descendants(Space + "policy").Select(policy => (GovernedSettings.Find(Text(policy, "name"))!, policy));

    private static string Text(XElement element, string name) => element.Attribute(name)!.Value;

    private static string Reference(XElement element, string name, string kind)
    {
        var value = Text(element, name);
        Assert.StartsWith($"$({kind}.", value, StringComparison.Ordinal);
        return value[(kind.Length + 3)..^1];
    }
}
