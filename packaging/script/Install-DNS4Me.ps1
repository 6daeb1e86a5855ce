#Requires -Version 5.1
<#
.SYNOPSIS
    Installs DNS4Me from the unpacked archive that this script came in, brings an installation up to date, or removes it.
.DESCRIPTION
    Puts the module where PowerShell looks for modules for all users (on Windows of both editions), on Windows the policy templates with those of the system, and installs
    the agent as a service of the system that starts with it. Everything in the archive is checked against its SHA256SUMS before anything is changed. Running it again
    does no harm, and with a newer archive it is the upgrade. It uses the language and .NET alone.

    Exit codes: 0 done; 1 failed, and what was begun is undone as far as possible; 2 a mistake in the arguments; 3 not run elevated; 4 the archive is broken or is for another
    system; 5 the module is installed and the service is not; 6 a package (apt, Windows Installer) has DNS4Me in its care.
.PARAMETER Silent
    Asks nothing, and shows progress. /silent is the same.
.PARAMETER VerySilent
    Asks nothing and shows nothing. /verysilent is the same.
.PARAMETER Uninstall
    Stops and removes the service, which takes the domains offline, and removes the module and the templates. Settings and registration stay. /uninstall is the same.
.PARAMETER RemoveData
    With -Uninstall: removes the machine's settings, registration and state too.
.PARAMETER Scope
    AllUsers, or CurrentUser: the module alone, in the user's own folder, without being elevated. The module starts an agent of the user's own.
.PARAMETER NoService
    Installs no service, and with -Uninstall leaves it.
.PARAMETER NoStart
    Installs the service without starting it.
.PARAMETER LogPath
    The file that all messages are added to. Without it: /var/log/dns4me-install.log, /Library/Logs/DNS4Me-Install.log, or Logs\DNS4Me\Install.log in the folder of Windows; for one user
    dns4me-install.log in the folder for the user's data.
.EXAMPLE
    ./Install-DNS4Me.ps1 -VerySilent
.EXAMPLE
    powershell.exe -NoProfile -ExecutionPolicy Bypass -File .\Install-DNS4Me.ps1 /verysilent
.EXAMPLE
    ./Install-DNS4Me.ps1 -Uninstall -Silent
#>
[CmdletBinding(SupportsShouldProcess = $true, ConfirmImpact = 'High', PositionalBinding = $false)]
param(
    [switch] $Silent,
    [switch] $VerySilent,
    [switch] $Uninstall,
    [switch] $RemoveData,
    [string] $Scope = 'AllUsers',
    [switch] $NoService,
    [switch] $NoStart,
    [string] $LogPath,

    # /silent and the like.
    [Parameter(ValueFromRemainingArguments = $true)]
    [string[]] $Option = @()
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

$exitDone = 0
$exitFailed = 1
$exitArguments = 2
$exitNotElevated = 3
$exitBrokenArchive = 4
$exitNoService = 5
$exitPackaged = 6

$moduleName = 'DNS4Me'
$checksumFile = 'SHA256SUMS'
$onWindows = [IO.Path]::DirectorySeparatorChar -eq '\'
$onMac = -not $onWindows -and [IO.File]::Exists('/System/Library/CoreServices/SystemVersion.plist')
$archive = $PSScriptRoot
$log = $null
$steps = 0

# An end that was foreseen: its exit code, and what is said.
class InstallationEnd : Exception {
    [int] $Code
    InstallationEnd([int] $code, [string] $message) : base($message) { $this.Code = $code }
}

function Get-Folder([string] $name) { [Environment]::GetFolderPath([Enum]::Parse([Environment+SpecialFolder], $name), [Environment+SpecialFolderOption]::DoNotVerify) }

function Add-LogLine([string] $text) {
    if ($null -ne $script:log) {
        [IO.File]::AppendAllText($script:log, "$([DateTimeOffset]::Now.ToString('yyyy-MM-ddTHH:mm:sszzz')) $text$([Environment]::NewLine)")
    }
}

function Show-Step([string] $text) {
    Add-LogLine $text
    $script:steps++
    if ($VerySilent) { return }
    if ($Silent) {
        $progress = [Management.Automation.ProgressRecord]::new(1, 'DNS4Me', $text)
        $progress.PercentComplete = [Math]::Min(95, 15 * $script:steps)
        $PSCmdlet.WriteProgress($progress)
    }
    else {
        $Host.UI.WriteLine($text)
    }
}

function Test-Elevated {
    if ($onWindows) {
        return [Security.Principal.WindowsPrincipal]::new([Security.Principal.WindowsIdentity]::GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
    }

    (& /usr/bin/id -u) -eq '0'
}

# Where the module goes: one folder an edition.
function Get-ModuleFolder {
    if ($Scope -eq 'CurrentUser') {
        if ($onWindows) {
            $documents = Get-Folder MyDocuments
            return [IO.Path]::Combine($documents, 'PowerShell', 'Modules', $moduleName), [IO.Path]::Combine($documents, 'WindowsPowerShell', 'Modules', $moduleName)
        }

        # As PowerShell has it: XDG_DATA_HOME, or its default.
        return , [IO.Path]::Combine((Get-Folder LocalApplicationData), 'powershell', 'Modules', $moduleName)
    }

    if ($onWindows) {
        $programs = if ([Environment]::Is64BitProcess) { Get-Folder ProgramFiles } else { [Environment]::GetEnvironmentVariable('ProgramW6432') }
        return [IO.Path]::Combine($programs, 'PowerShell', 'Modules', $moduleName), [IO.Path]::Combine($programs, 'WindowsPowerShell', 'Modules', $moduleName)
    }

    , "/usr/local/share/powershell/Modules/$moduleName"
}

# The module's version by its manifest; null when there is none.
function Get-ModuleVersion([string] $folder) {
    $manifest = [IO.Path]::Combine($folder, "$moduleName.psd1")
    if (-not [IO.File]::Exists($manifest)) { return $null }
    $found = [regex]::Match([IO.File]::ReadAllText($manifest), "(?m)^\s*ModuleVersion\s*=\s*'([0-9.]+)'")
    if ($found.Success) { [version] $found.Groups[1].Value } else { $null }
}

function Get-Digest([string] $file) {
    $sha = [Security.Cryptography.SHA256]::Create()
    $content = [IO.File]::OpenRead($file)
    try { [BitConverter]::ToString($sha.ComputeHash($content)).Replace('-', '').ToLowerInvariant() }
    finally { $content.Dispose(); $sha.Dispose() }
}

# Every file of the archive is there and as it was made, and nothing else is in the module. Gives the module's version.
function Confirm-Archive {
    $sums = [IO.Path]::Combine($archive, $checksumFile)
    if (-not [IO.File]::Exists($sums)) {
        throw [InstallationEnd]::new($exitBrokenArchive, "There is no $checksumFile beside this script. Run it from the folder that the archive was unpacked into.")
    }

    $listed = [Collections.Generic.HashSet[string]]::new([StringComparer]::Ordinal)
    foreach ($line in [IO.File]::ReadAllLines($sums)) {
        $digest, $path = $line -split '  ', 2
        $file = [IO.Path]::GetFullPath([IO.Path]::Combine($archive, $path))
        [void] $listed.Add($file)
        if (-not [IO.File]::Exists($file)) { throw [InstallationEnd]::new($exitBrokenArchive, "The archive is broken: '$path' is missing. Unpack it again.") }
        if ((Get-Digest $file) -ne $digest) { throw [InstallationEnd]::new($exitBrokenArchive, "The archive is broken: '$path' is not as it was made. Get it again.") }
    }

    $source = [IO.Path]::Combine($archive, $moduleName)
    foreach ($file in [IO.Directory]::EnumerateFiles($source, '*', [IO.SearchOption]::AllDirectories)) {
        if (-not $listed.Contains([IO.Path]::GetFullPath($file))) { throw [InstallationEnd]::new($exitBrokenArchive, "The archive is broken: '$file' is not of it. Unpack it into a new folder.") }
    }

    $version = Get-ModuleVersion $source
    if ($null -eq $version) { throw [InstallationEnd]::new($exitBrokenArchive, 'The archive is broken: its module says no version.') }
    if (-not [IO.File]::Exists((Get-Agent $source))) { throw [InstallationEnd]::new($exitBrokenArchive, 'The archive is for another system: it has no agent for this one.') }
    $version
}

function Get-Agent([string] $module) { [IO.Path]::Combine($module, 'agent', $(if ($onWindows) { 'dns4me-agent.exe' } else { 'dns4me-agent' })) }

# A package's files are the package's: its program says so in a file beside it, or the module is a link of the package's.
function Confirm-Unpackaged([string[]] $folders) {
    $markers = if ($onWindows) { , [IO.Path]::Combine((Get-Folder ProgramFiles), 'DNS4Me', 'agent', 'package') } else { , '/usr/libexec/dns4me/agent/package' }
    foreach ($marker in $markers) {
        if ([IO.File]::Exists($marker)) {
            throw [InstallationEnd]::new($exitPackaged, "DNS4Me came in the package $([IO.File]::ReadAllText($marker).Trim()). Bring that up to date, or remove it, by the system's own means.")
        }
    }
}

function Copy-Folder([string] $from, [string] $to) {
    [void] [IO.Directory]::CreateDirectory($to)
    foreach ($file in [IO.Directory]::EnumerateFiles($from)) { [IO.File]::Copy($file, [IO.Path]::Combine($to, [IO.Path]::GetFileName($file))) }
    foreach ($folder in [IO.Directory]::EnumerateDirectories($from)) { Copy-Folder $folder ([IO.Path]::Combine($to, [IO.Path]::GetFileName($folder))) }
}

function Remove-Folder([string] $folder) {
    if ([IO.Directory]::Exists($folder)) { [IO.Directory]::Delete($folder, $true) }
}

# A folder a version, as PowerShell's own installers make it: an upgrade never meets a file that a console has open. The new version is whole before it has its name.
function Install-Module([string] $folder, [version] $version) {
    $place = [IO.Path]::Combine($folder, "$version")
    $new = [IO.Path]::Combine($folder, ".$version.new")
    Remove-Folder $new
    Copy-Folder ([IO.Path]::Combine($archive, $moduleName)) $new
    if (-not $onWindows) {
        & /bin/chmod -R 'u=rwX,go=rX' $new
        & /bin/chmod 'a+x' (Get-Agent $new)
    }

    Remove-Folder $place
    [IO.Directory]::Move($new, $place)
    Remove-OtherVersions $folder $place
}

# What a console has open goes with the next run. A module without a folder for its version was copied there by hand, and is replaced.
function Remove-OtherVersions([string] $folder, [string] $keep) {
    if (-not [IO.Directory]::Exists($folder)) { return }
    foreach ($entry in [IO.Directory]::GetFileSystemEntries($folder)) {
        if ($entry -eq $keep) { continue }
        try {
            if ([IO.Directory]::Exists($entry)) { [IO.Directory]::Delete($entry, $true) } else { [IO.File]::Delete($entry) }
        }
        catch {
            Add-LogLine "'$entry' is in use and stays until the next time: $($_.Exception.InnerException.Message)"
        }
    }
}

function Get-TemplateFile {
    if (-not $onWindows -or $Scope -eq 'CurrentUser') { return }
    $central = [IO.Path]::Combine((Get-Folder Windows), 'PolicyDefinitions')
    [pscustomobject] @{ From = 'DNS4Me.admx'; To = [IO.Path]::Combine($central, 'DNS4Me.admx') }
    [pscustomobject] @{ From = [IO.Path]::Combine('en-US', 'DNS4Me.adml'); To = [IO.Path]::Combine($central, 'en-US', 'DNS4Me.adml') }
}

# Runs one of the service commands of an agent's program, and gives what it says.
function Invoke-Agent([string] $program, [string[]] $arguments) {
    Add-LogLine "$program $arguments"
    $ErrorActionPreference = 'Continue'
    $said = @(& $program $arguments 2>&1 | ForEach-Object { "$_" }) -join ' '
    $code = $LASTEXITCODE
    if ($said) { Add-LogLine $said }
    [pscustomobject] @{ Code = $code; Said = $said }
}

function Install-Everything([string[]] $folders, [version] $version) {
    foreach ($folder in $folders) {
        Show-Step "Installing the module in '$folder'."
        Install-Module $folder $version
    }

    foreach ($template in Get-TemplateFile) {
        $source = [IO.Path]::Combine($archive, $moduleName, 'PolicyDefinitions', $template.From)
        if ([IO.File]::Exists($source)) {
            Show-Step "Installing the policy template '$($template.To)'."
            [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($template.To))
            [IO.File]::Copy($source, $template.To, $true)
        }
    }

    if ($NoService -or $Scope -eq 'CurrentUser') { return }
    Show-Step 'Installing the service, which starts with the system.'
    $arguments = @('service', 'install') + $(if ($NoStart) { , '--no-start' } else { @() })
    $result = Invoke-Agent (Get-Agent ([IO.Path]::Combine($folders[0], "$version"))) $arguments
    if ($result.Code -ne 0) { throw [InstallationEnd]::new($exitNoService, "The module is installed, and the service is not: $($result.Said)") }
}

function Remove-Everything([string[]] $folders) {
    if (-not $NoService -and $Scope -eq 'AllUsers') {
        $program = Find-InstalledAgent $folders
        if ($null -ne $program) {
            $status = Invoke-Agent $program 'service', 'status', '--json'
            if ($status.Said -match '"installed":\s*true') {
                Show-Step 'Taking the domains offline and removing the service.'
                $arguments = @('service', 'uninstall') + $(if ($RemoveData) { , '--remove-data' } else { @() })
                $result = Invoke-Agent $program $arguments
                if ($result.Code -ne 0) { throw [InstallationEnd]::new($exitFailed, "The service was not removed, and the module stays: $($result.Said)") }
            }
        }
    }

    foreach ($template in Get-TemplateFile) {
        if ([IO.File]::Exists($template.To)) { [IO.File]::Delete($template.To) }
    }

    foreach ($folder in $folders) {
        if ([IO.Directory]::Exists($folder)) {
            Show-Step "Removing the module from '$folder'."
            Remove-Folder $folder
        }
    }
}

# The newest installed module's agent, or the archive's.
function Find-InstalledAgent([string[]] $folders) {
    $newest = $null
    foreach ($folder in $folders) {
        if (-not [IO.Directory]::Exists($folder)) { continue }
        foreach ($place in @($folder) + [IO.Directory]::GetDirectories($folder)) {
            $version = Get-ModuleVersion $place
            $program = Get-Agent $place
            if ($null -ne $version -and [IO.File]::Exists($program) -and ($null -eq $newest -or $version -gt $newest.Version)) {
                $newest = [pscustomobject] @{ Version = $version; Program = $program }
            }
        }
    }

    if ($null -ne $newest) { return $newest.Program }
    $own = Get-Agent ([IO.Path]::Combine($archive, $moduleName))
    if ([IO.File]::Exists($own)) { $own }
}

function Get-DefaultLog {
    if ($Scope -eq 'CurrentUser') { return [IO.Path]::Combine((Get-Folder LocalApplicationData), 'dns4me-install.log') }
    if ($onWindows) { return [IO.Path]::Combine((Get-Folder Windows), 'Logs', 'DNS4Me', 'Install.log') }
    if ($onMac) { '/Library/Logs/DNS4Me-Install.log' } else { '/var/log/dns4me-install.log' }
}

try {
    foreach ($word in $Option) {
        if ($word -eq '/silent') { $Silent = $true }
        elseif ($word -eq '/verysilent') { $VerySilent = $true }
        elseif ($word -eq '/uninstall') { $Uninstall = $true }
        else { throw [InstallationEnd]::new($exitArguments, "'$word' means nothing here. There are /silent, /verysilent and /uninstall, and the parameters that Get-Help shows.") }
    }

    if ('AllUsers', 'CurrentUser' -notcontains $Scope) { throw [InstallationEnd]::new($exitArguments, "The scope is AllUsers or CurrentUser, and not '$Scope'.") }
    if ($RemoveData -and -not $Uninstall) { throw [InstallationEnd]::new($exitArguments, 'RemoveData goes with Uninstall alone.') }
    $folders = @(Get-ModuleFolder)
    if ($Scope -eq 'AllUsers' -and -not (Test-Elevated)) {
        throw [InstallationEnd]::new($exitNotElevated, "Only an administrator can do this for all users. Run it elevated: as root, or in a console started with 'Run as administrator'; or give -Scope CurrentUser. Nothing was changed.")
    }

    if ($Scope -eq 'AllUsers') { Confirm-Unpackaged $folders }
    $version = if ($Uninstall) { $null } else { Confirm-Archive }
    $what = if ($Uninstall) { 'remove DNS4Me' } else { "install DNS4Me $version" }
    if ($Silent -or $VerySilent) { $ConfirmPreference = 'None' }
    if ($PSCmdlet.ShouldProcess(($folders -join "' and '"), $what)) {
        $log = if ($LogPath) { [IO.Path]::GetFullPath([IO.Path]::Combine($PWD.ProviderPath, $LogPath)) } else { Get-DefaultLog }
        [void] [IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($log))
        Add-LogLine "To $what, in scope $Scope."
        if ($Uninstall) { Remove-Everything $folders } else { Install-Everything $folders $version }
        Show-Step $(if ($Uninstall) { 'DNS4Me is removed.' } else { "DNS4Me $version is installed." })
    }

    exit $exitDone
}
catch {
    $end = $_.Exception
    while ($null -ne $end -and $end -isnot [InstallationEnd]) { $end = $end.InnerException }
    $code = if ($null -ne $end) { $end.Code } else { $exitFailed }
    $text = if ($null -ne $end) { $end.Message } else { "$($_.Exception.GetBaseException().Message) Mend the cause and run it again; what was done already does no harm." }
    try { Add-LogLine "Failed with code ${code}: $text" } catch { $text += " The log '$log' could not be written." }
    if (-not $VerySilent) { $Host.UI.WriteErrorLine($text) }
    exit $code
}
