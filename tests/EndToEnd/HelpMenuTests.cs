using DNS4Me.EndToEnd.Fixtures;

namespace DNS4Me.EndToEnd;

/// <summary>The Help menu: pages in the default browser, updates, and About. Source: help file, "Help Menu".</summary>
public sealed class HelpMenuTests : IAsyncDisposable
{
    private readonly ClientHome _home = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-browser-").FullName;

    private string Opened => Path.Combine(_folder, "opened");

    public async ValueTask DisposeAsync()
    {
        await _home.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_page_is_given_to_the_desktops_browser_whole_and_unchanged()
    {
        PutOpener($"printf '%s\\n' \"$#\" \"$1\" >> '{Opened}'");
        Assert.Empty(await OpenAsync("Open-DNS4MePage KnowledgeBase"));
        Assert.Equal(["1", "http://www.dns4me.com/kb/"], File.ReadAllLines(Opened));
        Assert.Equal(["http://www.dns4me.com/"], await OpenAsync("Open-DNS4MePage -PassThru"));
    }

    [Fact]
    public async Task Where_no_browser_can_be_opened_the_address_is_written()
    {
        Assert.Equal(["http://www.dns4me.com/lostid/"], await OpenAsync("Open-DNS4MePage LostId"));
        PutOpener("exit 3");
        Assert.Equal(["http://www.dns4me.com/lostid/"], await OpenAsync("Open-DNS4MePage LostId"));
        PutOpener($"touch '{Opened}'");
        Assert.Equal(["http://www.dns4me.com/sales/", "http://www.dns4me.com/contact/"], await OpenAsync("'Sales', 'Contact' | Open-DNS4MePage", desktop: ""));
        Assert.Empty(await OpenAsync("Open-DNS4MePage -WhatIf"));
        Assert.False(File.Exists(Opened));
    }

    [Fact]
    public async Task Another_service_has_its_own_pages_and_tells_of_its_newest_release()
    {
        await using var service = await DevService.StartAsync();
        Assert.Equal(["https://dyn.example/dns/purchase/"], await OpenAsync("Set-DNS4MeServer -HomePage https://dyn.example/dns\nOpen-DNS4MePage Purchase", desktop: ""));

        // Before anything is registered: the service has the module's own version.
        var result = await _home.RunAsync($"{ClientHome.UseServer(service)}\nTest-DNS4MeUpdate\n$told = Test-DNS4MeUpdate -Detailed\n\"$($told.NewestVersion -eq $told.ModuleVersion) $($told.Page)\"");
        Assert.Equal(["False", "True https://dyn.example/dns/update/"], result.Lines);

        await _home.RegisterAsync(service, "");
        Assert.Contains($"{service.Email} {(await _home.RunAsync("(Get-DNS4MeAgent).Version")).Lines.Single()}", (await _home.RunAsync("Get-DNS4MeRegistration | ForEach-Object { \"$($_.Email) $($_.Version)\" }")).Lines);
    }

    private void PutOpener(string script)
    {
        var path = Path.Combine(_folder, "xdg-open");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<IReadOnlyList<string>> OpenAsync(string script, string desktop = ":9")
        => [.. (await _home.RunAsync($"$env:DISPLAY = '{desktop}'; $env:WAYLAND_DISPLAY = ''; $env:BROWSER = ''; $env:PATH = '{_folder}:/bin'\n{script}")).Lines.Where(line => line.StartsWith("http", StringComparison.Ordinal))];
}
