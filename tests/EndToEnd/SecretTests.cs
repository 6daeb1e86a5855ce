using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>The registration ID is planted and then looked for wherever a process leaves traces.</summary>
public class SecretTests
{
    [Fact]
    public async Task The_registration_ID_is_in_no_file_argument_output_event_or_error()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        var result = await home.RunAsync(
            $$"""
            $VerbosePreference = 'Continue'
            $DebugPreference = 'Continue'
            {{ClientHome.UseServer(service)}}
            {{ClientHome.Register(service)}}
            Connect-DNS4Me -TimeoutSec 30 -PassThru | Format-List
            Get-DNS4MeRegistration | Format-List
            Get-DNS4MeServer | Format-List
            Get-DNS4MeStatus | Format-List
            Get-DNS4MeEvent | Format-List
            try { Register-DNS4Me -Name 'Alice' -Email 'other@example.com' -RegistrationId '{{service.RegistrationId}}' } catch { $_ | Format-List; $_.Exception | Format-List }
            """);
        var agent = await home.AgentAsync();
        var secret = service.RegistrationId;

        Assert.DoesNotContain(secret, result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync($"/proc/{agent}/cmdline", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(secret, await File.ReadAllTextAsync($"/proc/{agent}/environ", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
        var found = await ProgramRun.ToEndAsync("grep", ["--recursive", "--text", "--ignore-case", "--fixed-strings", "--devices=skip", "--files-with-matches", secret, home.Folder]);
        Assert.True(found is { ExitCode: 1, Error: "" }, found.ToString());
        Assert.NotEmpty(Directory.EnumerateFiles(home.Folder));
    }
}
