using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>Secrets are planted and then looked for wherever a process leaves traces.</summary>
public class SecretTests
{
    [Fact]
    public async Task The_registration_ID_the_proxys_password_and_the_passphrase_are_in_no_file_argument_output_event_error_or_log()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        var id = new PlantedSecret(service.RegistrationId);
        var slip = new PlantedSecret($"SLIP+{Guid.NewGuid():N}/of=the&hand");
        var passphrase = new PlantedSecret($"pass phrase \u00fc {Guid.NewGuid():N} 100%");
        var password = new PlantedSecret($"proxy {Guid.NewGuid():N}+/=");
        PlantedSecret[] secrets = [id, slip, passphrase, password];
        await using var proxy = await SocksProxy.StartAsync("alice", password.Text);
        await using var console = home.Start(Exercise(service, proxy, id, slip, passphrase, password), "prlimit", "--core=unlimited", "setsid");
        var result = (await console.EndAsync()).MustSucceed();
        Assert.Contains(result.Lines, line => line.StartsWith("done ", StringComparison.Ordinal));
        Assert.All(secrets, secret => secret.IsNotIn(result.Output + result.Error, "what a console writes"));

        var agent = (await home.AgentAsync())!.Value;
        foreach (var (process, name) in new[] { "cmdline", "environ" }.SelectMany(name => new[] { (agent, name), (service.ProcessId, name) }))
        {
            var octets = await ProcessFile.ReadAsync(process, name);
            Assert.All(secrets, secret => secret.IsNotIn(octets, $"{name} of the process {process}"));
        }

        await service.KillForLogAsync().ContinueWith(log => Assert.All(secrets, secret => secret.IsNotIn(log.Result, "the service's log")), TestContext.Current.CancellationToken);
        await NothingIsLeftByAnAbortAsync(agent);
        Assert.All(secrets, secret => secret.IsNotBelow(home.Folder));

        // "dev" keeps its registration ID to show it again; a service that is run does not.
        Assert.All(secrets, secret => secret.IsNotBelow(service.Folder, "registration-id"));
    }

    /// <summary>Every way to give a secret, rightly and wrongly, with all that a console can be made to tell. The secrets are given in variables, since an error quotes its line.</summary>
    private static string Exercise(DevService service, SocksProxy proxy, PlantedSecret id, PlantedSecret slip, PlantedSecret passphrase, PlantedSecret password) =>
        $$"""
        $id = '{{id.Text}}'; $slip = '{{slip.Text}}'
        $passphrase = [Security.SecureString]::new(); foreach ($c in '{{passphrase.Text}}'.ToCharArray()) { $passphrase.AppendChar($c) }
        $wrong = [Security.SecureString]::new(); foreach ($c in 'another one'.ToCharArray()) { $wrong.AppendChar($c) }
        $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'; $InformationPreference = 'Continue'
        function Tell($record) {
            $record | Format-List
            for ($e = $record.Exception; $e; $e = $e.InnerException) { [Console]::WriteLine("$e $($e.Data.Values)") }
            [Console]::WriteLine("$record $($record.TargetObject) $($record.ErrorDetails) $($record.FullyQualifiedErrorId) $($record.ScriptStackTrace) $($record.InvocationInfo.PositionMessage)")
        }
        {{ClientHome.UseServer(service)}}
        foreach ($try in @{ Email = '{{service.Email}}'; Id = $slip }, @{ Email = 'other@example.com'; Id = $id }, @{ Email = 'nonsense'; Id = $id }, @{ Email = '{{service.Email}}'; Id = "$id with blanks" }) {
            try { Register-DNS4Me -Name 'Alice' -Email $try.Email -RegistrationId $try.Id; throw 'no error' } catch { Tell $_ }
        }
        Register-DNS4Me -Name 'Alice' -Email '{{service.Email}}' -RegistrationId $id -PassThru | Format-List
        $secure = [Security.SecureString]::new(); foreach ($c in '{{password.Text}}'.ToCharArray()) { $secure.AppendChar($c) }
        $mallory = [pscredential]::new('mallory', $secure)
        "$((Test-DNS4MeProxy Socks5 127.0.0.1 {{proxy.Port}} -Credential $mallory -Detailed).Fault)"
        try { Set-DNS4MeProxy Socks5 'no such name' {{proxy.Port}} -Credential $mallory; throw 'no error' } catch { Tell $_ }
        Set-DNS4MeProxy Socks5 127.0.0.1 {{proxy.Port}} -Credential ([pscredential]::new('alice', $secure)) -PassThru | Format-List
        Test-DNS4MeProxy -Detailed | Format-List
        Connect-DNS4Me -TimeoutSec 30 -PassThru | Format-List
        $sealed = Export-DNS4MeConfiguration -IncludeSecret -Passphrase $passphrase
        "$sealed"
        try { $sealed | Import-DNS4MeConfiguration -Passphrase $wrong; throw 'no error' } catch { Tell $_ }
        $sealed | Import-DNS4MeConfiguration -Passphrase $passphrase
        Set-DNS4MeServer -Port 1
        try { Connect-DNS4Me -TimeoutSec 2; throw 'no error' } catch { Tell $_ }
        Get-DNS4MeRegistration | Format-List
        Get-DNS4MeServer | Format-List
        Get-DNS4MeProxy | Format-List
        Get-DNS4MeStatus | Format-List
        Get-DNS4MeEvent | Format-List
        Get-DNS4MeEvent | ForEach-Object { [Console]::WriteLine("$($_.Message) $($_.Fault)") }
        foreach ($record in $Error) { Tell $record }
        [Console]::WriteLine("done $($Error.Count)")
        """;

    /// <summary>An abort is how a runtime ends that has lost its way: the kernel would then write the memory to a core file where the agent stands.</summary>
    private static async Task NothingIsLeftByAnAbortAsync(int agent)
    {
        var before = CoreFiles();
        await Eventually.IsTrueAsync(
            () =>
            {
                // The runtime takes the first one for a friend's.
                Signals.Send(agent, Signals.Abort);
                return !Signals.IsAlive(agent);
            },
            "The agent's end");
        Assert.Equal(before, CoreFiles());

        static IReadOnlyList<(string, DateTime)> CoreFiles() => [.. Directory.EnumerateFiles("/", "core*").Order(StringComparer.Ordinal).Select(file => (file, File.GetLastWriteTimeUtc(file)))];
    }
}
