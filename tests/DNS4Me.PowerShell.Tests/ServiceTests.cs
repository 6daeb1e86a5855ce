using System.Management.Automation;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

/// <summary>The cmdlets of the machine's service, with a shell script in the place of the agent's program, which does the work.</summary>
public sealed class ServiceTests : IDisposable
{
    private const string Installed = """{"installed":true,"running":true,"startType":"Automatic","processId":7,"user":"dns4me","version":"1.2.3","program":"/p","home":"/h","endpoint":"/e"}""";

    private readonly TestHome _place = new();
    private readonly ModuleCopy _copy = new();
    private readonly ModuleSession _session;

    public ServiceTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts are for a Unix shell.");
        _session = new(_copy.Manifest);
    }

    private string Arguments => Path.Combine(_place.Home.Folder, "arguments");

    public void Dispose()
    {
        _session?.Dispose();
        _copy.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("Get-DNS4MeService", "service status --json")]
    [InlineData("Install-DNS4MeService -PassThru", "service install --json")]
    [InlineData("Install-DNS4MeService -NoStart -PassThru", "service install --no-start --json")]
    [InlineData("Uninstall-DNS4MeService -Confirm:$false -PassThru", "service uninstall --json")]
    [InlineData("Uninstall-DNS4MeService -RemoveData -Confirm:$false -PassThru", "service uninstall --remove-data --json")]
    public void The_agents_program_is_asked_and_what_it_tells_is_written(string command, string arguments)
    {
        Answer(Installed, 0);
        var service = _session.Run(command).Single<AgentServiceInfo>();
        Assert.Equal(arguments, File.ReadAllText(Arguments).Trim());
        Assert.Equal(("1.2.3", "dns4me", ServiceStartType.Automatic, 7), (service.Version, service.User, service.StartType!.Value, service.ProcessId!.Value));
    }

    [Fact]
    public void Who_is_no_administrator_is_told_what_to_do()
    {
        Answer("""{"code":"NotElevated","message":"Only an administrator can install the service.","action":"Run the command elevated."}""", 1);
        var error = _session.Run("Install-DNS4MeService").Error(FaultCode.NotElevated);
        Assert.Equal(ErrorCategory.PermissionDenied, error.CategoryInfo.Category);
        Assert.Equal("Run the command elevated.", error.ErrorDetails.RecommendedAction);
    }

    [Theory]
    [InlineData("echo 'You must install .NET.' >&2; exit 131", "You must install .NET.")]
    [InlineData("echo hello", "hello")]
    public void A_program_that_does_not_answer_is_an_error_with_what_it_said(string script, string said)
    {
        _copy.PutScript(script);
        Assert.Contains(said, _session.Run("Get-DNS4MeService").Error(FaultCode.SystemServiceFailed).Exception.Message);
    }

    [Fact]
    public void WhatIf_asks_nothing()
    {
        Answer(Installed, 0);
        Assert.Empty(_session.Run("Install-DNS4MeService -WhatIf; Uninstall-DNS4MeService -WhatIf").Errors);
        Assert.False(File.Exists(Arguments));
    }

    private void Answer(string line, int exitCode) => _copy.PutScript($"echo \"$@\" > '{Arguments}'\necho '{line}'\nexit {exitCode}");
}
