<#
.SYNOPSIS
    The main job from one end to the other, on this machine alone.
.DESCRIPTION
    Starts a service of its own on the loopback address, registers with it, puts a domain online, asks for it over DNS, kills the agent without
    a word, waits for the timeout, and shows the answer change and the offline page come up. It throws unless they do.

    It keeps its files in a temporary folder, leaves your own settings and agent alone, and cleans up after itself.
.EXAMPLE
    dotnet run --project tools/DNS4Me.Host -- examples/quickstart.ps1
.EXAMPLE
    ./examples/quickstart.ps1

    In PowerShell 7.4 or later, after dotnet build.
#>
[CmdletBinding()]
param(
    # How long the service waits for a sign of life.
    [timespan] $Timeout = '00:00:06'
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$out = [IO.Path]::Combine($PSScriptRoot, '..', 'out')
$serverProgram = [IO.Path]::Combine($out, 'server', $(if ($IsWindows) { 'dns4me-server.exe' } else { 'dns4me-server' }))
$work = [IO.Directory]::CreateTempSubdirectory('dns4me-quickstart-').FullName
$oldHome = $env:DNS4ME_HOME
$server = $null

function Step([string] $What) {
    Write-Host ''
    Write-Host "== $What" -ForegroundColor Cyan
}

# Starts the service and gives the line of JSON that it prints first.
function Start-DevServer {
    $start = [Diagnostics.ProcessStartInfo]::new($serverProgram)
    foreach ($argument in 'dev', '--data', [IO.Path]::Combine($work, 'server')) {
        $start.ArgumentList.Add($argument)
    }
    $start.RedirectStandardOutput = $true
    $script:server = [Diagnostics.Process]::Start($start)

    $line = $server.StandardOutput.ReadLineAsync()
    if (-not $line.Wait([timespan]::FromSeconds(30)) -or -not $line.Result) {
        throw 'The service did not start.'
    }
    $line.Result | ConvertFrom-Json
}

# Asks the service's own DNS for the domain's address, with a real query.
function Get-Answer {
    (Resolve-DNS4MeName -Name $domain -Type A -Server $dns.Address -Port $dns.Port).Address.ToString()
}

# Asks the service's web redirector for the domain, as the browser of a visitor would, and follows where it leads.
function Get-Page {
    $request = [Net.Http.HttpRequestMessage]::new('GET', "http://$($service.http)/")
    $request.Headers.Host = $domain
    $response = $web.SendAsync($request).GetAwaiter().GetResult()
    if ($response.Headers.Location) {
        Write-Host "   $domain leads to $($response.Headers.Location)"
        $response = $web.GetAsync($response.Headers.Location).GetAwaiter().GetResult()
    }
    $response
}

$handler = [Net.Http.HttpClientHandler]::new()
$handler.AllowAutoRedirect = $false
$handler.UseProxy = $false
$web = [Net.Http.HttpClient]::new($handler)
$web.Timeout = [timespan]::FromSeconds(10)

try {
    $env:DNS4ME_HOME = [IO.Path]::Combine($work, 'home')
    Import-Module ([IO.Path]::Combine($out, 'DNS4Me', 'DNS4Me.psd1'))

    Step 'Start a service on the loopback address'
    $service = Start-DevServer
    $api = [uri] $service.api
    $dns = [Net.IPEndPoint]::Parse($service.dns)
    $domain = $service.domains[0]
    Write-Host "   its API is at $($service.api), its DNS at $($service.dns), its redirector at $($service.http)"

    Step 'Tell the client which service, and which certificate to trust; then who we are'
    Set-DNS4MeServer -HostName $api.Host -Port $api.Port -Pin $service.pin
    Register-DNS4Me -Name 'Alice' -Email $service.email -RegistrationId $service.registrationId
    Get-DNS4MeRegistration

    Step "Have the service wait $($Timeout.TotalSeconds) seconds for a sign of life, and go online"
    Set-DNS4MeOnlineSetting -Timeout $Timeout
    Connect-DNS4Me -TimeoutSec 30
    Get-DNS4MeStatus

    Step "Ask the service's DNS for $domain"
    $online = Get-Answer
    Write-Host "   ${domain}: $online"

    Step 'Kill the agent without a word, as a power cut would'
    $agent = [Diagnostics.Process]::GetProcessById((Get-DNS4MeAgent).ProcessId)
    $agent.Kill()
    if (-not $agent.WaitForExit(10000)) {
        throw 'The agent outlived its kill.'
    }
    $silence = [Diagnostics.Stopwatch]::StartNew()
    Write-Host "   the agent is gone; the service cannot know that yet"

    Step 'Wait until the service notices'
    $deadline = $Timeout + [timespan]::FromSeconds(30)
    do {
        if ($silence.Elapsed -gt $deadline) {
            throw "The answer was still $online, $([int] $silence.Elapsed.TotalSeconds) seconds after the agent fell silent."
        }
        Start-Sleep -Milliseconds 200
        $offline = Get-Answer
    } while ($offline -eq $online)
    Write-Host "   $($silence.Elapsed.TotalSeconds.ToString('0.0')) seconds later, ${domain}: $offline"

    Step 'Look at what a visitor meets there'
    $page = Get-Page
    $text = $page.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    if ([int] $page.StatusCode -ne 503 -or $text -notmatch 'is offline') {
        throw "The offline page did not come up; what came was status $([int] $page.StatusCode)."
    }
    $title = if ($text -match '<title>(.*?)</title>') { $Matches[1] } else { '' }
    Write-Host "   status $([int] $page.StatusCode): $title"

    Step 'Done'
    Write-Host "   online $domain was $online, offline it is $offline and shows the offline page."
}
finally {
    # Whatever happened, nothing stays behind. A failure to tidy up must not hide what failed before it.
    try { Stop-DNS4MeAgent -Force -ErrorAction SilentlyContinue } catch { Write-Warning "The agent did not stop: $_" }
    if ($server) {
        $server.Kill()
        $null = $server.WaitForExit(10000)
        $server.Dispose()
    }
    $web.Dispose()
    $env:DNS4ME_HOME = $oldHome
    try { [IO.Directory]::Delete($work, $true) } catch { Write-Warning "'$work' could not be removed: $_" }
}
