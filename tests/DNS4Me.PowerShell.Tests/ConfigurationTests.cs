using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class ConfigurationTests : AgentFixture
{
    private const string Planted = "PLANTED-PASSPHRASE";

    private const string Passphrase =
        "$p = [securestring]::new(); foreach ($c in '" + Planted + "'.ToCharArray()) { $p.AppendChar($c) }\n";

    private static readonly AgentSettings Settings = new() { Online = new() { Timeout = TimeSpan.FromMinutes(1) }, Server = new() { HostName = "s.example" } };

    private static readonly SealedSecret Secret = new()
    {
        Iterations = ConfigurationRules.SealIterations,
        Salt = new byte[ConfigurationRules.SaltBytes],
        Nonce = new byte[ConfigurationRules.NonceBytes],
        Ciphertext = new byte[20],
        Tag = new byte[ConfigurationRules.TagBytes],
    };

    private string Target => Path.Combine(Place.Home.Folder, "carried.json");

    [Fact]
    public void Without_a_path_the_text_is_written_and_no_secret_asked_for()
    {
        AnswerExports();
        Assert.Equal(Settings, ConfigurationText.Read(Run("Export-DNS4MeConfiguration").Single<string>()).Settings);
        Assert.Null(Agent.Single(AgentProtocol.ExportConfiguration).Argument(AgentJson.Default.ExportRequest).Passphrase);
    }

    [Fact]
    public void A_file_is_whole_the_owners_alone_and_never_replaced_without_Force()
    {
        AnswerExports();
        Assert.Empty(Run($"Export-DNS4MeConfiguration '{Target}'").All<string>());
        Assert.Equal(Settings, ConfigurationText.Read(File.ReadAllText(Target)).Settings);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Target));
        }

        File.WriteAllText(Target, "mine");
        var calls = Agent.Methods.Count;
        Assert.Equal(Target, Run($"Export-DNS4MeConfiguration '{Target}'").Error(FaultCode.FileExists).TargetObject);
        Assert.Equal(calls, Agent.Methods.Count);
        Assert.Equal("mine", File.ReadAllText(Target));

        Assert.NotEmpty(Run($"Export-DNS4MeConfiguration '{Target}' -Force -PassThru").Single<string>());
        Assert.Equal(Settings, ConfigurationText.Read(File.ReadAllText(Target)).Settings);
        Assert.DoesNotContain(Directory.GetFiles(Place.Home.Folder), file => file != Target && file.StartsWith(Target, StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_written_is_an_error_and_leaves_nothing_behind()
    {
        AnswerExports();
        Run($"Export-DNS4MeConfiguration '{Path.Combine(Place.Home.Folder, "no", "x.json")}'").Error(FaultCode.FileUnwritable);
        Directory.CreateDirectory(Target);
        Run($"Export-DNS4MeConfiguration '{Target}'").Error(FaultCode.FileUnwritable);
        Run("Export-DNS4MeConfiguration Env:x").Error(FaultCode.InvalidValue);
        Assert.Empty(Directory.GetFiles(Place.Home.Folder, "carried*"));
    }

    [Fact]
    public void The_secret_goes_along_if_asked_for_and_the_passphrase_is_shown_nowhere()
    {
        AnswerExports(Secret);
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        var outcome = session.Run(Passphrase + "$VerbosePreference = $DebugPreference = 'Continue'; Export-DNS4MeConfiguration -IncludeSecret -Passphrase $p");
        Assert.NotNull(ConfigurationText.Read(outcome.Single<string>()).Registration);
        Assert.Equal(Planted, Agent.Single(AgentProtocol.ExportConfiguration).Argument(AgentJson.Default.ExportRequest).Passphrase);
        Assert.DoesNotContain("PLANTED", host.Shown);
    }

    [Fact]
    public void A_blank_passphrase_is_none()
    {
        Run("Export-DNS4MeConfiguration -IncludeSecret -Passphrase ([securestring]::new())").Error(FaultCode.InvalidValue);
        Assert.Empty(Agent.Methods);
    }

    [Theory]
    [InlineData("Import-DNS4MeConfiguration $file")]
    [InlineData("[IO.FileInfo]::new($file) | Import-DNS4MeConfiguration")]
    [InlineData("Get-Content $file | Import-DNS4MeConfiguration")]
    [InlineData("[IO.File]::ReadAllLines($file) | Import-DNS4MeConfiguration")]
    [InlineData("[IO.File]::ReadAllText($file) | Import-DNS4MeConfiguration")]
    public void A_file_and_a_text_whole_or_in_lines_are_imported_once(string command)
    {
        // As the real one does, whose module is not there: each line bears the path of its file.
        const string GetContent = "function Get-Content($file) { [IO.File]::ReadAllLines($file) | ForEach-Object { $_.psobject.Properties.Add([psnoteproperty]::new('PSPath', $file)); $_ } }\n";
        File.WriteAllText(Target, ConfigurationText.Write(new() { Settings = Settings }));
        AnswerImports();
        var outcome = Run(GetContent + $"$file = '{Target}'\n" + command);
        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Warnings);
        var sent = Agent.Single(AgentProtocol.ImportConfiguration).Argument(AgentJson.Default.ImportRequest);
        Assert.Equal(Settings, ConfigurationText.Read(sent.Configuration).Settings);
        Assert.Null(sent.Passphrase);
    }

    [Theory]
    [InlineData("'nonsense'", "configuration")]
    [InlineData("'{\"version\":9}'", "version")]
    [InlineData("''", "configuration")]
    [InlineData("7", "inputObject")]
    public void What_is_no_configuration_is_refused_before_anything_is_asked(string input, string target)
    {
        Assert.Equal(target, Run(input + " | Import-DNS4MeConfiguration").Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
        => Run($"Import-DNS4MeConfiguration '{Target}'").Error(FaultCode.FileUnreadable);

    [Fact]
    public void A_registration_without_a_passphrase_is_left_and_that_is_told()
    {
        File.WriteAllText(Target, ConfigurationText.Write(new() { Settings = Settings, Registration = Secret }));
        AnswerImports(Faults.ServiceRefused("s.example:1206"));
        var outcome = Run($"Import-DNS4MeConfiguration '{Target}' -PassThru");
        Assert.Equal(Settings, outcome.Single<AgentSettings>());
        Assert.Contains(outcome.Warnings, warning => warning.Contains("which was left out", StringComparison.Ordinal));
        Assert.Contains(outcome.Warnings, warning => warning.StartsWith("The settings are stored, but", StringComparison.Ordinal));
    }

    [Fact]
    public void A_passphrase_goes_along_and_one_for_nothing_is_told()
    {
        File.WriteAllText(Target, ConfigurationText.Write(new() { Settings = Settings, Registration = Secret }));
        AnswerImports();
        Assert.Empty(Run(Passphrase + $"Import-DNS4MeConfiguration '{Target}' -Passphrase $p").Warnings);
        Assert.Equal(Planted, Agent.Single(AgentProtocol.ImportConfiguration).Argument(AgentJson.Default.ImportRequest).Passphrase);
        File.WriteAllText(Target, ConfigurationText.Write(new() { Settings = Settings }));
        Assert.Contains("holds no registration", Assert.Single(Run(Passphrase + $"Import-DNS4MeConfiguration '{Target}' -Passphrase $p").Warnings));
    }

    [Fact]
    public void A_wrong_passphrase_is_an_error_of_its_own_that_does_not_show_it()
    {
        File.WriteAllText(Target, ConfigurationText.Write(new() { Settings = Settings, Registration = Secret }));
        Agent.Fail(AgentProtocol.ImportConfiguration, Faults.PassphraseWrong());
        var error = Run(Passphrase + $"Import-DNS4MeConfiguration '{Target}' -Passphrase $p").Error(FaultCode.PassphraseWrong);
        Assert.Equal(System.Management.Automation.ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        Assert.DoesNotContain("PLANTED", error.ToString() + error.ErrorDetails + error.Exception + error.TargetObject);
    }

    [Fact]
    public void WhatIf_tells_which_sections_would_change_and_sends_nothing()
    {
        File.WriteAllText(Target, ConfigurationText.Write(new() { Settings = Settings, Registration = Secret }));
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run(Passphrase + $"Import-DNS4MeConfiguration '{Target}' -Passphrase $p -WhatIf").Errors);
        Assert.Contains(
            "\"change the online settings: Timeout from 00:10:00 to 00:01:00. The server settings: HostName from 'server1.DNS4Me.com' to 's.example'. The registration\"", host.Shown);
        Assert.Empty(session.Run($"Export-DNS4MeConfiguration '{Target}2' -WhatIf").Errors);
        Assert.False(File.Exists(Target + "2"));
        Assert.Empty(Agent.Methods);
    }

    private void AnswerExports(SealedSecret? secret = null)
        => Agent.On(AgentProtocol.ExportConfiguration, _ => new() { Settings = Settings, Registration = secret }, AgentJson.Default.Configuration);

    private void AnswerImports(Fault? unpublished = null)
        => Agent.On(AgentProtocol.ImportConfiguration, _ => new() { Settings = Settings, Unpublished = unpublished }, AgentJson.Default.SettingResult);
}
