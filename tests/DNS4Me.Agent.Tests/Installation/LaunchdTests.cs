using System.Xml;
using System.Xml.Linq;
using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Installation.Launchd;

namespace DNS4Me.Agent.Tests.Installation;

/// <summary>The property list for launchd, and what is asked of launchctl.</summary>
public sealed class LaunchdTests : IDisposable
{
    private const string Label = "net.dns4me.agent";
    private static readonly ServiceProgram Program = new("/Library/Application Support/DNS4Me/agent", IsNative: false, "/usr/local/share/a & b", "1.2.3");

    private readonly string _root = Directory.CreateTempSubdirectory("dns4me-launchd-").FullName;
    private readonly FakeTool _tool = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string PlistFile => $"{_root}/Library/LaunchDaemons/{Label}.plist";

    private LaunchdManager Manager => new(_tool, _root, TimeProvider.System);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_list_is_well_formed_and_says_how_the_agent_is_run()
    {
        using var reader = XmlReader.Create(new StringReader(LaunchdPlist.Text(Program)), new() { DtdProcessing = DtdProcessing.Ignore });
        var dictionary = XDocument.Load(reader).Root!.Element("dict")!;
        var values = Entries(dictionary);

        Assert.Equal(Label, values["Label"].Value);
        Assert.Equal([Program.File, "--machine", "--start-reason", "Service"], values["ProgramArguments"].Elements("string").Select(argument => argument.Value));
        Assert.Equal("/usr/local/share/a & b", Entries(values["EnvironmentVariables"])["DOTNET_ROOT"].Value);
        Assert.Equal("dns4me", values["GroupName"].Value);
        Assert.Equal("true", values["RunAtLoad"].Name.LocalName);
        Assert.Equal("false", Entries(values["KeepAlive"])["SuccessfulExit"].Name.LocalName);
        Assert.Equal("20", values["ExitTimeOut"].Value);
        Assert.Equal("63", values["Umask"].Value);
    }

    [Fact]
    public async Task Registering_makes_the_group_and_writes_the_list()
    {
        _tool.Answer("dseditgroup -o read dns4me", exitCode: 64);
        await Manager.RegisterAsync(Program, ServiceStartType.Manual, Cancellation);

        Assert.Equal(LaunchdPlist.Text(Program), await File.ReadAllTextAsync(PlistFile, Cancellation));
        Assert.Equal(["dseditgroup -o read dns4me", "dseditgroup -o create -r DNS4Me dns4me", $"launchctl disable system/{Label}"], _tool.Lines);
    }

    [Theory]
    [InlineData("pid = 42", "enabled", true, 42, ServiceStartType.Automatic)]
    [InlineData("state = not running", "disabled", false, null, ServiceStartType.Manual)]
    [InlineData("state = not running", "true", false, null, ServiceStartType.Manual)]
    public async Task The_state_is_what_launchctl_prints(string printed, string disabled, bool running, int? process, ServiceStartType startType)
    {
        await RegisterAsync();
        _tool.Answer($"launchctl print system/{Label}", $"{Label} = {{\n\t{printed}\n}}");
        _tool.Answer("launchctl print-disabled system", $"disabled services = {{\n\t\"com.example\" => disabled\n\t\"{Label}\" => {disabled}\n}}");

        Assert.Equal(new RegisteredService(true) { Running = running, ProcessId = process, StartType = startType, User = "root" }, await Manager.QueryAsync(Cancellation));
    }

    [Fact]
    public async Task One_that_does_not_start_with_the_system_is_enabled_just_to_be_loaded()
    {
        await RegisterAsync();
        _tool.Answer($"launchctl print system/{Label}", exitCode: 113);
        _tool.Answer("launchctl print-disabled system", $"\t\"{Label}\" => disabled\n");
        await Manager.StartAsync(Cancellation);

        Assert.Equal([$"launchctl enable system/{Label}", $"launchctl bootstrap system {PlistFile}", $"launchctl disable system/{Label}"],
            _tool.Lines.Where(line => !line.Contains("print", StringComparison.Ordinal)));
    }

    private static Dictionary<string, XElement> Entries(XElement dictionary)
        => dictionary.Elements("key").ToDictionary(key => key.Value, key => key.ElementsAfterSelf().First());

    private async Task RegisterAsync()
    {
        await Manager.RegisterAsync(Program, ServiceStartType.Automatic, Cancellation);
        _tool.Lines.Clear();
    }
}
