using System.Management.Automation.Language;
using System.Reflection;
using System.Text.Json.Nodes;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>The DSC resources as DSC finds them: by reading the module's script and the manifests beside it, with nothing of the module loaded.</summary>
public sealed class DscResourceTests : IDisposable
{
    private static readonly Dictionary<string, Type> Sections = new()
    {
        ["DNS4MeOnlineSetting"] = typeof(OnlineSetting),
        ["DNS4MeOfflineSetting"] = typeof(OfflineSetting),
        ["DNS4MeOption"] = typeof(ClientOption),
        ["DNS4MeServer"] = typeof(ServerSetting),
        ["DNS4MeProxy"] = typeof(ProxySetting),
        ["DNS4MeWebSite"] = typeof(WebSite),
    };

    /// <summary>Settings that have another name in a resource, as in the cmdlet.</summary>
    private static readonly Dictionary<string, string> OtherNames = new()
    {
        [nameof(ServerSetting.Pins)] = "Pin",
        [nameof(WebSite.DefaultDocuments)] = "DefaultDocument",
        [nameof(ProxySetting.HasPassword)] = "Credential",
        [nameof(WebSite.HasCertificatePassword)] = "CertificatePassword",
    };

    private static readonly ScriptBlockAst Script = Parser.ParseFile(Path.Combine(Repository.Module, "DNS4Me.psm1"), out _, out _);

    private readonly ModuleSession _session = new();

    private static List<TypeDefinitionAst> Resources => [.. Script.FindAll(item => item is TypeDefinitionAst type && type.Attributes.Any(attribute => attribute.TypeName.Name == "DscResource"), false).Cast<TypeDefinitionAst>()];

    public static TheoryData<string> Names => [.. Resources.Select(resource => resource.Name)];

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_script_can_be_read_before_the_assembly_is_loaded()
    {
        Parser.ParseFile(Path.Combine(Repository.Module, "DNS4Me.psm1"), out _, out var errors);
        Assert.Empty(errors);

        // The test itself has types of these names, so that a parser here finds what one elsewhere does not.
        var named = Script.FindAll(item => item is TypeDefinitionAst, false).SelectMany(type => type.FindAll(item => item is TypeExpressionAst or TypeConstraintAst, true)).Select(item => item.ToString());
        Assert.DoesNotContain(named, name => name.StartsWith("[DNS4Me.", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_manifest_exports_the_resources_and_each_has_its_own_manifest()
    {
        var names = Resources.Select(resource => resource.Name).Order().ToList();
        Assert.Equal(names, _session.Run("(Get-Module DNS4Me).ExportedDscResources").All<string>().Order());
        Assert.Equal(names, Directory.EnumerateFiles(Repository.Module, "*.dsc.adaptedResource.json").Select(file => Path.GetFileName(file).Split('.')[0]).Order());
        var topic = File.ReadAllText(Path.Combine(Repository.Root, "docs", "help", "about_DNS4Me_DSC.md"));
        Assert.All(names, name => Assert.Contains($"| {name} |", topic, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_manifest_says_what_the_class_does(string name)
    {
        var resource = Resources.Single(resource => resource.Name == name);
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Module, name + ".dsc.adaptedResource.json")))!;
        Assert.Equal($"DNS4Me/{name}", (string)manifest["type"]!);
        Assert.Equal(["get", "set", "test", "export"], manifest["capabilities"]!.AsArray().Select(capability => (string)capability!));
        Assert.True(File.Exists(Path.Combine(Repository.Module, (string)manifest["path"]!)));
        Assert.Equal(_session.Run("(Get-Module DNS4Me).Version.ToString()").Single<string>(), (string)manifest["version"]!);

        var schema = manifest["schema"]!["embedded"]!;
        var properties = resource.Members.OfType<PropertyMemberAst>().ToList();
        Assert.Equal(properties.Select(property => property.Name), schema["properties"]!.AsObject().Select(property => property.Key));
        Assert.All(schema["properties"]!.AsObject(), property => Assert.NotEmpty((string)property.Value!["description"]!));
        Assert.Equal(
            properties.Where(property => property.InitialValue is null && Arguments(property).Intersect(["Key", "Mandatory"]).Any()).Select(property => property.Name),
            schema["required"]!.AsArray().Select(required => (string)required!));
        Assert.Equal(
            properties.Where(property => Arguments(property).Contains("NotConfigurable")).Select(property => property.Name),
            schema["properties"]!.AsObject().Where(property => property.Value!["readOnly"] is not null).Select(property => property.Key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resource_has_a_key_and_the_methods_of_one(string name)
    {
        var type = (Type)Assert.Single(_session.Run($"(Get-Module DNS4Me).Invoke([scriptblock]::Create(\"'{name}' -as 'type'\"))").Output).BaseObject;
        Assert.Contains(Resources.Single(resource => resource.Name == name).Members.OfType<PropertyMemberAst>(), property => Arguments(property).Contains("Key"));
        Assert.Equal(type, type.GetMethod("Get", [])!.ReturnType);
        Assert.Equal(typeof(void), type.GetMethod("Set", [])!.ReturnType);
        Assert.Equal(typeof(bool), type.GetMethod("Test", [])!.ReturnType);
        Assert.Equal(type.MakeArrayType(), type.GetMethod("Export", BindingFlags.Static | BindingFlags.Public, [])!.ReturnType);
    }

    [Fact]
    public void A_blank_that_a_cmdlet_takes_for_not_given_is_not_wanted()
    {
        var wanted = _session.Run("""
            (Get-Module DNS4Me).Invoke({
                $online = [DNS4MeOnlineSetting]::new()
                $online.Address, $online.Timeout, $online.WebRedirectUrl, $online.Automatic = '', ' ', '', $true
                (Get-Wanted $online 'Set-DNS4MeOnlineSetting').Keys
                $option = [DNS4MeOption]::new()
                $option.ReconnectInterval, $option.KeepAliveInterval = '', ''
                (Get-Wanted $option 'Set-DNS4MeOption').Keys
            })
            """);
        Assert.Equal(["Automatic", "KeepAliveInterval", "WebRedirectUrl"], wanted.All<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_setting_has_its_property_and_every_choice_its_values()
    {
        foreach (var (name, section) in Sections)
        {
            var properties = Resources.Single(resource => resource.Name == name).Members.OfType<PropertyMemberAst>().ToDictionary(property => property.Name);
            foreach (var setting in section.GetProperties().Where(setting => setting.CanWrite))
            {
                var property = properties[OtherNames.GetValueOrDefault(setting.Name, setting.Name)];
                if (setting.PropertyType.IsEnum)
                {
                    Assert.Equal(Enum.GetNames(setting.PropertyType), Values(property));
                }
            }
        }

        Assert.Equal(Enum.GetNames<RecordType>().Order(), Values(Resources.Single(resource => resource.Name == "DNS4MeRecord").Members.OfType<PropertyMemberAst>().Single(property => property.Name == "Type")).Order());
    }

    private static IEnumerable<string> Arguments(PropertyMemberAst property)
        => property.Attributes.Single(attribute => attribute.TypeName.Name == "DscProperty").NamedArguments.Select(argument => argument.ArgumentName);

    private static IEnumerable<string> Values(PropertyMemberAst property)
        => property.Attributes.Single(attribute => attribute.TypeName.Name == "ValidateSet").PositionalArguments.Cast<StringConstantExpressionAst>().Select(value => value.Value);
}
