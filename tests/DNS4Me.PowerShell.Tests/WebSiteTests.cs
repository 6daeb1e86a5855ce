using DNS4Me.Local;
using DNS4Me.PowerShell.Tests.Support;

namespace DNS4Me.PowerShell.Tests;

public class WebSiteTests : AgentFixture
{
    private const string Secret = "PLANTED-PASSWORD-0009";
    private const string Typed = "([Net.NetworkCredential]::new('', '" + Secret + "').SecurePassword)";

    private static readonly string Folder = Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar);

    private static readonly WebSite Alice = new() { Enabled = true, Primary = true, LocalFolder = "/srv/alice", DirectoryListing = true, DefaultDocuments = ["home.htm", "index.htm"] };

    private static readonly WebServerSetting Stored = new()
    {
        Sites = new Dictionary<string, WebSite> { ["alice.example"] = Alice, ["brought.example"] = new() { Certificate = "/srv/a.pfx", HasCertificatePassword = true } },
    };

    [Theory]
    [InlineData("alice.example -Enabled $true -LocalFolder /srv/alice", """{"enabled":true,"localFolder":"/srv/alice"}""", null)]
    [InlineData("alice.example /srv/alice", """{"localFolder":"/srv/alice"}""", null)]
    [InlineData("Alice.Example. -Primary 1", """{"primary":true}""", null)]
    [InlineData("alice.example -DirectoryListing true -RedirectToHttps $false", """{"directoryListing":true,"redirectToHttps":false}""", null)]
    [InlineData("alice.example -DefaultDocument a.htm, b.htm", """{"defaultDocuments":["a.htm","b.htm"]}""", null)]
    [InlineData("alice.example -DefaultDocument 'a.htm; b.htm'", """{"defaultDocuments":["a.htm","b.htm"]}""", null)]
    [InlineData("alice.example -DefaultDocument @()", """{"defaultDocuments":[]}""", null)]
    [InlineData("alice.example -Certificate /srv/a.pem -CertificateKey /srv/key.pem", """{"certificate":"/srv/a.pem","certificateKey":"/srv/key.pem"}""", null)]
    [InlineData("alice.example -Certificate /srv/a.pfx -CertificatePassword " + Typed, """{"certificate":"/srv/a.pfx","hasCertificatePassword":true}""", Secret)]
    [InlineData("alice.example -Certificate ''", """{"certificate":"","certificateKey":""}""", null)]
    public void Only_what_was_given_is_sent_for_the_one_site(string given, string site, string? password)
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeWebSite " + given).Errors);
        var change = Change();
        Assert.Equal((SettingSection.Web, $$$"""{"sites":{"alice.example":{{{site}}}}}""", password), (change.Section, change.Patch.GetRawText(), change.Password));
    }

    [Fact]
    public void A_domain_in_letters_of_its_own_is_sent_in_its_stored_form()
    {
        AnswerChanges();
        Assert.Empty(Run("Set-DNS4MeWebSite müller.example -Primary $false").Errors);
        Assert.Equal("""{"sites":{"xn--mller-kva.example":{"primary":false}}}""", Change().Patch.GetRawText());
    }

    [Theory]
    [InlineData("./site")]
    [InlineData("site")]
    [InlineData("Pages:/site")]
    public void A_folder_goes_from_where_the_console_is_and_is_sent_whole(string path)
    {
        AnswerChanges();
        Assert.Empty(Run(
            $"""
            $session = $ExecutionContext.SessionState
            $null = $session.Path.SetLocation('{Folder}')
            $null = $session.Drive.New([Management.Automation.PSDriveInfo]::new('Pages', $session.Provider.GetOne('FileSystem'), '{Folder}', '', $null), 'global')
            Set-DNS4MeWebSite alice.example -LocalFolder {path}
            """).Errors);
        Assert.Equal(Path.Combine(Folder, "site"), Change().Patch.GetProperty("sites").GetProperty("alice.example").GetProperty("localFolder").GetString());
    }

    [Theory]
    [InlineData("Set-DNS4MeWebSite alice.example -Enabled $true", "alice.example")]
    [InlineData("Set-DNS4MeWebSite alice.example -DefaultDocument a/b", "alice.example")]
    [InlineData("Set-DNS4MeWebSite alice.example -RedirectToHttps $true", "alice.example")]
    [InlineData("Set-DNS4MeWebSite alice.example -CertificatePassword " + Typed, "alice.example")]
    [InlineData("Set-DNS4MeWebSite alice.example -LocalFolder Env:/a", "Env:/a")]
    [InlineData("Set-DNS4MeWebSite alice.example -LocalFolder Nowhere:/a", "Nowhere:/a")]
    [InlineData("Set-DNS4MeWebSite alice.example", "web site of alice.example")]
    [InlineData("Set-DNS4MeWebSite 'no name' -Enabled $false", "no name")]
    [InlineData("Set-DNS4MeWebSite 192.0.2.1 -Enabled $false", "192.0.2.1")]
    [InlineData("Remove-DNS4MeWebSite 'no name'", "no name")]
    public void What_the_rules_forbid_is_refused_before_anything_is_asked(string command, string target)
    {
        Assert.Equal(target, Run(command).Error(FaultCode.InvalidValue).TargetObject);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void Every_mistake_of_a_row_is_told_and_the_next_row_is_tried()
    {
        AnswerChanges();
        var outcome = Run(
            """
            [pscustomobject]@{ Domain = 'a.example'; Enabled = 'True'; LocalFolder = ''; DefaultDocument = 'x/y' },
            [pscustomobject]@{ Domain = 'b.example'; Enabled = 'False'; Primary = ''; LocalFolder = ''; DefaultDocument = '' } | Set-DNS4MeWebSite
            """);
        Assert.Equal(["InvalidValue", "InvalidValue"], outcome.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal("""{"sites":{"b.example":{"enabled":false,"localFolder":""}}}""", Change().Patch.GetRawText());
    }

    [Fact]
    public void What_was_read_can_be_written_back_and_the_password_stays()
    {
        Place.Leave(new AgentSettings { Web = Stored });
        AnswerSettings(Stored);
        AnswerChanges();
        Assert.Empty(Run("Get-DNS4MeWebSite alice.example, brought.example | Set-DNS4MeWebSite").Errors);
        var changes = Agent.All(AgentProtocol.ChangeSettings).Select(call => call.Argument(AgentJson.Default.SettingChange)).ToList();
        Assert.Equal("""{"sites":{"alice.example":{"enabled":true,"primary":true,"localFolder":"/srv/alice","directoryListing":true,"defaultDocuments":["home.htm","index.htm"],"certificate":"","certificateKey":"","redirectToHttps":false}}}""", changes[0].Patch.GetRawText());
        Assert.DoesNotContain("hasCertificatePassword", changes[1].Patch.GetRawText());
        Assert.All(changes, change => Assert.Null(change.Password));
    }

    [Fact]
    public void The_table_of_a_CSV_file_can_be_read_back()
    {
        Place.Leave(new AgentSettings { Web = Stored });
        AnswerSettings(Stored);
        AnswerChanges();

        // What Export-Csv writes of a value is its text, and what Import-Csv reads is text.
        Assert.Empty(Run(
            """
            foreach ($site in Get-DNS4MeWebSite alice.example) {
                $row = [pscustomobject]@{}
                foreach ($cell in $site.psobject.Properties) { $row.psobject.Properties.Add([psnoteproperty]::new($cell.Name, "$($site.($cell.Name).ToString())")) }
                $row | Set-DNS4MeWebSite
            }
            """).Errors);
        Assert.Contains("\"defaultDocuments\":[\"home.htm\",\"index.htm\"]", Change().Patch.GetRawText());
        Assert.Contains("\"enabled\":true", Change().Patch.GetRawText());
    }

    [Fact]
    public void Domains_can_be_piped_and_what_came_of_each_is_written_on_request()
    {
        Agent.On(AgentProtocol.GetDomains, _ => Samples.Domains, AgentJson.Default.IReadOnlyListDomainInfo);
        AnswerChanges(Stored);
        var outcome = Run("Get-DNS4MeDomain | Set-DNS4MeWebSite -DirectoryListing $true -PassThru").All<WebSiteInfo>();
        Assert.Equal(["alice.dyn.example", "alice.example"], outcome.Select(site => site.Domain));
        Assert.Equal(["", "/srv/alice"], outcome.Select(site => site.LocalFolder));
        Assert.Equal(2, Agent.All(AgentProtocol.ChangeSettings).Count);
    }

    [Fact]
    public void The_star_is_taken_from_the_one_that_had_it_which_verbose_tells()
    {
        Place.Leave(new AgentSettings { Web = Stored });
        AnswerChanges();
        var outcome = Run("Set-DNS4MeWebSite bob.example -Primary $true -Verbose 4>&1");
        Assert.Contains(outcome.Output, line => line.ToString()!.Contains("'bob.example' becomes the primary domain in the place of 'alice.example'", StringComparison.Ordinal));
        Assert.Equal("""{"sites":{"bob.example":{"primary":true}}}""", Change().Patch.GetRawText());
        Assert.DoesNotContain(Run("Set-DNS4MeWebSite alice.example -Primary $true -Verbose 4>&1").Output, line => line.ToString()!.Contains("in the place of", StringComparison.Ordinal));
    }

    [Fact]
    public void All_known_domains_and_all_sites_are_listed()
    {
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        AnswerSettings(Stored);
        var sites = Run("Get-DNS4MeWebSite").All<WebSiteInfo>();
        Assert.Equal(["alice.dyn.example", "alice.example", "brought.example"], sites.Select(site => site.Domain));
        Assert.Equal([false, true, false], sites.Select(site => site.Primary));
        Assert.Equal(["index.htm", "index.html"], sites[0].DefaultDocument);
        Assert.Equal("brought.example", Run("Get-DNS4MeWebSite B*").Single<WebSiteInfo>().Domain);
        Assert.Equal("never.example", Run("Get-DNS4MeWebSite never.example").Error(FaultCode.NotFound).TargetObject);
        Assert.Empty(Run("Get-DNS4MeWebSite never*").Errors);
    }

    [Fact]
    public void A_site_is_removed_by_name_or_from_the_pipeline_and_written_as_it_was_on_request()
    {
        Place.Leave(new AgentSettings { Web = Stored });
        AnswerSettings(Stored);
        AnswerChanges();
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        Assert.Equal("/srv/alice", Run("Get-DNS4MeWebSite alice.example | Remove-DNS4MeWebSite -PassThru").Single<WebSiteInfo>().LocalFolder);
        Assert.Equal("""{"sites":{"alice.example":null}}""", Change().Patch.GetRawText());
        Assert.Equal("alice.dyn.example", Run("Remove-DNS4MeWebSite alice.dyn.example").Error(FaultCode.NotFound).TargetObject);
    }

    [Theory]
    [InlineData("Set-DNS4MeWebSite alice.example -LocalFolder /srv/other")]
    [InlineData("Remove-DNS4MeWebSite alice.example")]
    public void WhatIf_sends_nothing(string command)
    {
        Place.Leave(new AgentSettings { Web = Stored });
        Assert.Empty(Run(command + " -WhatIf").Errors);
        Assert.Empty(Agent.Methods);
    }

    [Fact]
    public void What_the_agent_cannot_serve_is_an_error_of_its_own_kind()
    {
        Agent.Fail(AgentProtocol.ChangeSettings, Faults.WebFolderMissing("alice.example", "/gone"));
        var error = Run("Set-DNS4MeWebSite alice.example -LocalFolder /gone").Error(FaultCode.WebFolderMissing);
        Assert.Equal(("/gone", System.Management.Automation.ErrorCategory.ObjectNotFound), (error.TargetObject, error.CategoryInfo.Category));
    }

    [Fact]
    public void The_primary_domain_bears_a_star()
    {
        Place.Leave(new AgentSettings { Web = Stored });
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
        AnswerSettings(Stored);
        var host = new RecordingHost();
        using var session = new ModuleSession(host: host);
        Assert.Empty(session.Run("Get-DNS4MeWebSite | Out-Default").Errors);
        Assert.Matches(@"(?s)Domain +Enabled +Listing +HTTPS +LocalFolder.*alice\.dyn\.example +False.*alice\.example \* +True +True +no +/srv/alice.*brought\.example +False +False +yes", host.Shown);
    }

    private SettingChange Change() => Agent.Single(AgentProtocol.ChangeSettings).Argument(AgentJson.Default.SettingChange);

    private void AnswerChanges(WebServerSetting? web = null) => Agent.On(AgentProtocol.ChangeSettings, _ => new() { Settings = new() { Web = web ?? new() } }, AgentJson.Default.SettingResult);

    private void AnswerSettings(WebServerSetting web)
    {
        Agent.On(AgentProtocol.GetSettings, _ => new() { Web = web }, AgentJson.Default.AgentSettings);
        Agent.On(AgentProtocol.GetStatus, _ => Samples.Online, AgentJson.Default.AgentStatus);
    }
}
