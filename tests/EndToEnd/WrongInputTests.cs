using DNS4Me.EndToEnd.Fixtures;
using Microsoft.Data.Sqlite;

namespace DNS4Me.EndToEnd;

/// <summary>Whatever is wrong, there is one clear error, and nothing has changed.</summary>
public class WrongInputTests
{
    private const string Connect = "Connect-DNS4Me -TimeoutSec 20";

    [Theory]
    [InlineData("-HostName no-such-host.invalid -Port 1206", FaultCode.ServiceNameUnknown, "no-such-host.invalid")]
    [InlineData("-HostName 127.0.0.1 -Port 1", FaultCode.ServiceRefused, "127.0.0.1:1")]
    public async Task A_service_that_is_not_there_is_told_by_its_reason(string server, FaultCode code, string target)
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service, $"Set-DNS4MeServer {server}");

        var error = await home.FailAsync(Connect);

        Check(error, code);
        Assert.Contains(target, error.Target, StringComparison.Ordinal);
        await NothingChangedAsync(home, service);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted_and_the_way_to_trust_it_is_told()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        var wrong = SettingRules.Pin(new byte[32]);
        await home.RegisterAsync(service, $"Set-DNS4MeServer -Pin '{wrong}'");

        var error = await home.FailAsync(Connect);

        Check(error, FaultCode.CertificateNotTrusted);
        Assert.Contains($"Set-DNS4MeServer -Pin '{service.Pin}'", error.Action, StringComparison.Ordinal);
        await NothingChangedAsync(home, service);
    }

    [Fact]
    public async Task A_guest_networks_log_on_page_is_not_taken_for_the_service()
    {
        await using var service = await DevService.StartAsync();
        await using var portal = new CaptivePortal();
        await using var home = new ClientHome();
        await home.RegisterAsync(service, $"Set-DNS4MeServer -HostName 127.0.0.1 -Port {portal.Port} -Pin '{portal.Pin}'");

        Check(await home.FailAsync(Connect), FaultCode.NotTheService);
        await NothingChangedAsync(home, service);
    }

    [Theory]
    [InlineData("-Email '{email}' -RegistrationId 'AAAAA-BBBBB-CCCCC-DDDDD'", FaultCode.RegistrationUnknown)]
    [InlineData("-Email 'someone@else.example' -RegistrationId '{id}'", FaultCode.EmailMismatch)]
    [InlineData("-Email 'nonsense' -RegistrationId '{id}'", FaultCode.InvalidValue)]
    [InlineData("-Email '{email}' -RegistrationId 'with blanks in it'", FaultCode.InvalidValue)]
    public async Task A_wrong_registration_leaves_the_old_one(string entered, FaultCode code)
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service);

        var error = await home.FailAsync("Register-DNS4Me -Name 'Bob' "
            + entered.Replace("{email}", service.Email, StringComparison.Ordinal).Replace("{id}", service.RegistrationId, StringComparison.Ordinal));

        Check(error, code);
        Assert.Equal($"Alice {service.Email}", await home.GetAsync("Get-DNS4MeRegistration | ForEach-Object { \"$($_.Name) $($_.Email)\" }"));
        await home.RunAsync(Connect);
        await service.IsOnlineAsync();
    }

    [Fact]
    public async Task Without_a_registration_connecting_says_how_to_register()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RunAsync(ClientHome.UseServer(service));

        var error = await home.FailAsync(Connect);

        Check(error, FaultCode.NotRegistered);
        Assert.Contains("Register-DNS4Me", error.Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_registration_is_refused_and_says_until_when_the_domains_are_kept()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        await home.RegisterAsync(service);
        await service.KillAsync();
        Expire(service);
        await service.StartAgainAsync();

        var error = await home.FailAsync(Connect);

        Check(error, FaultCode.RegistrationExpired);
        Assert.Contains("kept until", error.Message, StringComparison.Ordinal);
        await NothingChangedAsync(home, service);
    }

    [Theory]
    [InlineData("Set-DNS4MeOnlineSetting -Timeout 99999999")]
    [InlineData("Set-DNS4MeOnlineSetting -Timeout -1")]
    [InlineData("Set-DNS4MeOnlineSetting -Address 0.0.0.0 -Automatic:$false")]
    [InlineData("Set-DNS4MeServer -Pin 'sha256/nonsense'")]
    [InlineData("Set-DNS4MeServer -HostName 'two words'")]
    public async Task A_setting_that_is_not_allowed_leaves_all_settings_as_they_were(string command)
    {
        await using var home = new ClientHome();
        const string settings = "Get-DNS4MeServer; Get-DNS4MeOnlineSetting";
        var before = await home.GetAsync(settings);

        Check(await home.FailAsync(command), FaultCode.InvalidValue);

        Assert.Equal(before, await home.GetAsync(settings));
    }

    [Fact]
    public async Task A_DNS_question_without_a_right_answer_says_why()
    {
        await using var service = await DevService.StartAsync();
        await using var home = new ClientHome();
        var server = $"-Server {service.Dns.Address} -Port {service.Dns.Port}";

        Check(await home.FailAsync($"Resolve-DNS4MeName nobody.dns4me.test {server}"), FaultCode.DnsNameUnknown);
        Check(await home.FailAsync($"Resolve-DNS4MeName www.example.com {server}"), FaultCode.DnsFailed);
    }

    private static void Check(SeenError error, FaultCode code)
    {
        Assert.True(error.Code == code.ToString(), $"{error}");
        Assert.False(string.IsNullOrWhiteSpace(error.Message), $"{error}");
        Assert.False(string.IsNullOrWhiteSpace(error.Action), $"{error}");
        Assert.NotEqual("NotSpecified", error.Category);
    }

    private static async Task NothingChangedAsync(ClientHome home, DevService service)
    {
        await service.IsOfflineAsync();
        Assert.Equal($"Alice {service.Email}", await home.GetAsync("Get-DNS4MeRegistration | ForEach-Object { \"$($_.Name) $($_.Email)\" }"));
        Assert.Equal("0", await home.GetAsync("(Get-DNS4MeStatus).Epoch"));
    }

    private static void Expire(DevService service)
    {
        using var store = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = service.Store, Pooling = false }.ConnectionString);
        store.Open();
        using var command = store.CreateCommand();
        command.CommandText = "UPDATE account SET expires = unixepoch() - 86400";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
