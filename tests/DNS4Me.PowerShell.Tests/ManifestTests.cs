using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly ModuleSession _session = new();

    private PSModuleInfo Module => _session.Run("Get-Module DNS4Me").Single<PSModuleInfo>();

    private IEnumerable<CmdletInfo> Cmdlets => Module.ExportedCmdlets.Values;

    public static TheoryData<string> Outputs =>
    [
        .. new[] { typeof(AgentStatus), typeof(AgentInfo), typeof(AgentServiceInfo), typeof(RegistrationInfo), typeof(ServerSetting), typeof(ProxySetting), typeof(ProxyTestResult), typeof(OnlineSetting), typeof(OfflineSetting), typeof(ClientOption), typeof(DNS4Me.Local.AgentSettings), typeof(DomainInfo), typeof(DomainRecord), typeof(StatusEvent), typeof(ResolvedRecord), typeof(DomainCheck), typeof(WebServerStatus), typeof(WebSiteInfo), typeof(UpdateInfo) }
            .Select(type => type.FullName!),
    ];

    /// <summary>What has its views already.</summary>
    private static string[] OfPowerShell => [.. new[] { typeof(string), typeof(bool), typeof(FileInfo), typeof(Job), typeof(PSEventJob) }.Select(type => type.FullName!)];

    /// <summary>The configuration that the tests were built in, and so what they test.</summary>
    private static string BuildConfiguration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public void Dispose() => _session.Dispose();

    [Fact]
    public void The_manifest_exports_the_cmdlets_and_nothing_else()
    {
        var assembly = Cmdlets.First().ImplementingType.Assembly;
        var built = assembly.GetExportedTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()).OfType<CmdletAttribute>().Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
        Assert.Equal(built.Order(), Cmdlets.Select(cmdlet => cmdlet.Name).Order());
        Assert.Empty(Module.ExportedFunctions);
        Assert.Empty(Module.ExportedAliases);
        Assert.Empty(Module.ExportedVariables);
    }

    [Fact]
    public void The_module_is_for_both_editions_and_bears_the_version_of_the_build()
    {
        Assert.Equal(["Core", "Desktop"], Module.CompatiblePSEditions);
        Assert.Equal(new Version(5, 1), Module.PowerShellVersion);
        Assert.NotEmpty(Module.Tags);
        var version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value;
        Assert.Equal(version, Module.Version.ToString());
        Assert.Equal(version, Cmdlets.First().ImplementingType.Assembly.GetName().Version!.ToString(3));
    }

    [Fact]
    public void The_manifest_is_valid()
        => Assert.Empty(_session.Run($"Test-ModuleManifest '{Repository.Manifest}'").Errors);

    [Fact]
    public void Every_verb_is_approved()
    {
        var approved = typeof(VerbsCommon).Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields())
            .Select(field => field.GetValue(null));
        Assert.All(Cmdlets, cmdlet => Assert.Contains(cmdlet.Verb, approved));
    }

    [Fact]
    public void Every_cmdlet_says_what_it_writes_and_each_of_that_has_its_views()
    {
        Assert.All(Cmdlets, cmdlet => Assert.NotEmpty(cmdlet.OutputType));
        Assert.All(Cmdlets.SelectMany(cmdlet => cmdlet.OutputType), output => Assert.Contains(output.Name, Outputs.Select(row => row.Data).Concat(OfPowerShell)));
    }

    [Fact]
    public void Whatever_changes_something_can_be_tried_with_WhatIf()
    {
        string[] reading = ["Get", "Resolve", "Test", "Watch"];
        Assert.All(Cmdlets, cmdlet => Assert.Equal(!reading.Contains(cmdlet.Verb) && cmdlet.Name != "Register-DNS4MeEvent", cmdlet.Parameters.ContainsKey("WhatIf")));
    }

    [Fact]
    public void Whatever_changes_something_writes_on_request_alone()
        => Assert.All(Cmdlets.Where(cmdlet => cmdlet.Parameters.ContainsKey("WhatIf")), cmdlet => Assert.Contains("PassThru", cmdlet.Parameters.Keys));

    [Fact]
    public void Whatever_is_about_something_takes_it_from_the_pipeline()
    {
        // These are about the agent, the service or the registration, of which there is one, or about the file that they write.
        string[] aboutTheOne =
        [
            "Clear-DNS4MeProxy", "Connect-DNS4Me", "Disconnect-DNS4Me", "Export-DNS4MeDiagnostic", "Get-DNS4MeAgent", "Get-DNS4MeEvent", "Get-DNS4MeOfflineSetting", "Get-DNS4MeOnlineSetting", "Get-DNS4MeOption",
            "Get-DNS4MeProxy", "Get-DNS4MeRegistration", "Get-DNS4MeServer", "Get-DNS4MeService", "Get-DNS4MeStatus", "Get-DNS4MeWebServer", "Install-DNS4MeService", "Register-DNS4MeEvent", "Start-DNS4MeAgent",
            "Stop-DNS4MeAgent", "Stop-DNS4MeWebServer", "Test-DNS4MeUpdate", "Uninstall-DNS4MeService", "Update-DNS4MeAddress", "Watch-DNS4Me",
        ];
        var attributes = Cmdlets.ToDictionary(cmdlet => cmdlet.Name, cmdlet => cmdlet.Parameters.Values.SelectMany(parameter => parameter.Attributes.OfType<ParameterAttribute>()).ToList());
        Assert.Equal(aboutTheOne.Order(), attributes.Where(cmdlet => !cmdlet.Value.Any(parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName)).Select(cmdlet => cmdlet.Key).Order());
        Assert.All(Cmdlets, cmdlet => Assert.All(cmdlet.ParameterSets, set => Assert.InRange(set.Parameters.Count(parameter => parameter.ValueFromPipeline), 0, 1)));
    }

    [Theory]
    [InlineData("DNS4Me.Core")]
    [InlineData("DNS4Me.PowerShell")]
    public void Every_public_type_and_member_says_what_it_is(string name)
    {
        var assembly = AppDomain.CurrentDomain.GetAssemblies().Single(assembly => assembly.GetName().Name == name);
        var documented = XDocument.Load(Path.Combine(Repository.Root, "src", name, "bin", BuildConfiguration, "netstandard2.0", name + ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is { } summary ? summary.Value.Trim().Length > 0 : member.Element("inheritdoc") is not null)
            .Select(member => member.Attribute("name")!.Value).ToHashSet();
        var types = assembly.GetExportedTypes().Where(type => !type.Namespace!.StartsWith("System", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(types);
        Assert.Empty(types.Select(type => $"T:{type.FullName!.Replace('+', '.')}").Except(documented));
        Assert.Empty(types.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(property => property.GetIndexParameters().Length == 0).Select(property => $"P:{type.FullName!.Replace('+', '.')}.{property.Name}")).Except(documented));
    }

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Every_output_has_a_table_and_a_list_of_members_that_exist(string type)
    {
        var views = XDocument.Load(Path.Combine(Repository.Module, "DNS4Me.Format.ps1xml")).Descendants("View").Where(view => view.Descendants("TypeName").Single().Value == type).ToList();
        Assert.Single(views, view => view.Element("TableControl") is not null);
        Assert.Single(views, view => view.Element("ListControl") is not null);
        var shown = XDocument.Load(Path.Combine(Repository.Module, "DNS4Me.Types.ps1xml")).Descendants("Type").Single(entry => entry.Element("Name")!.Value == type);
        var names = views.Descendants("PropertyName").Select(name => name.Value).Concat(shown.Descendants("ReferencedProperties").Elements().Select(name => name.Value));
        Assert.All(names, name => Assert.NotNull(typeof(AgentStatus).Assembly.GetType(type)!.GetProperty(name)));
    }
}
