using System.Management.Automation;
using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class RegistrationTests : AgentFixture
{
    private const string Id = "5M93V-CJ09A-SECRET";
    private const string Command = $"Register-DNS4Me -Name Alice -Email alice@example.com -RegistrationId {Id}";

    [Fact]
    public void What_was_entered_goes_to_the_agent()
    {
        Agent.On(AgentProtocol.Register, _ => Samples.Registration, AgentJson.Default.RegistrationInfo);
        Assert.Empty(Run(Command).All<RegistrationInfo>());
        Assert.Equal(
            new RegisterRequest { Name = "Alice", Email = "alice@example.com", RegistrationId = Id },
            Agent.Single(AgentProtocol.Register).Argument(AgentJson.Default.RegisterRequest));
        Assert.Equal("Alice", Run(Command + " -PassThru").Single<RegistrationInfo>().Name);
    }

    [Fact]
    public void Rows_of_a_file_can_be_piped()
    {
        Agent.On(AgentProtocol.Register, _ => Samples.Registration, AgentJson.Default.RegistrationInfo);
        Assert.Empty(Run($"[pscustomobject]@{{ Name = 'A'; Email = 'a@b'; RegistrationId = '{Id}' }} | Register-DNS4Me").Errors);
        Assert.Equal("a@b", Agent.Single(AgentProtocol.Register).Argument(AgentJson.Default.RegisterRequest).Email);
    }

    [Theory]
    [InlineData("-Name '' -Email a@b -RegistrationId x", "name")]
    [InlineData("-Name A -Email alice -RegistrationId x", "alice")]
    [InlineData("-Name A -Email a@b -RegistrationId 'a b'", "registrationId")]
    public void A_mistake_is_told_before_anything_is_asked(string given, string target)
    {
        Assert.Equal(target, Run("Register-DNS4Me " + given).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void All_mistakes_are_told()
        => Assert.Equal(["name", "", "registrationId"], Run("Register-DNS4Me -Name ' ' -Email '' -RegistrationId ''").Errors.Select(error => error.TargetObject));

    [Theory]
    [InlineData(Command)]
    [InlineData(Command + " -WhatIf")]
    [InlineData($"Register-DNS4Me -Name A -Email x -RegistrationId '{Id}'")]
    [InlineData($"Register-DNS4Me -Name A -Email a@b -RegistrationId '{Id} {Id}'")]
    public void The_ID_is_shown_nowhere(string command)
    {
        Agent.Fail(AgentProtocol.Register, Faults.RegistrationUnknown());
        using var shell = Session.Shell();
        shell.AddScript("$VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; " + command);
        var outcome = ModuleSession.Run(shell);
        string[] said =
        [
            .. outcome.Errors.Select(error => $"{error} {error.Exception} {error.TargetObject} {error.ErrorDetails?.Message} {error.CategoryInfo}"),
            .. outcome.Warnings,
            .. shell.Streams.Verbose.Select(record => record.Message),
            .. shell.Streams.Debug.Select(record => record.Message),
            .. shell.Streams.Progress.Select(record => record.ToString()),
            .. shell.Streams.Information.Select(record => record.ToString()),
        ];
        Assert.NotEmpty(said.Append(""));
        Assert.DoesNotContain(said, text => text.Contains("SECRET"));
    }

    [Fact]
    public void A_wrong_ID_is_told_as_such()
    {
        Agent.Fail(AgentProtocol.Register, Faults.RegistrationUnknown());
        Assert.Equal(ErrorCategory.AuthenticationError, Run(Command).Error(FaultCode.RegistrationUnknown).CategoryInfo.Category);
    }

    [Fact]
    public void WhatIf_sends_nothing()
    {
        Assert.Empty(Run(Command + " -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }
}
