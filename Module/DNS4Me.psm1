# The cmdlets are in DNS4Me.PowerShell.dll, which the manifest loads. What stands here runs at every import and uses the language alone: a
# command of the Utility or Management module would load that module too.
#
# The DSC resources stand here, in the root module, since DSC's adapter finds classes by reading this file and runs nothing of it. It reads it before the assembly is
# loaded, so that no class may name a type of ours; the functions may, which look for one when they run. What is written above a resource and its properties is
# its description in the manifest that the build makes for DSC.
Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

function Get-ResourceCommand([string] $Name) { $ExecutionContext.InvokeCommand.GetCommand($Name, 'Cmdlet') }

function Get-Difference {
    [CmdletBinding()]
    param([object] $Resource, [Management.Automation.CmdletInfo] $Command, [hashtable] $Wanted, [object] $Current)

    try {
        $names = [DNS4Me.PowerShell.Dsc.DesiredState]::Differences($Command, $Wanted, $Current)
    }
    catch {
        # What is wrong is said by the exception within, not by the call.
        throw $_.Exception.InnerException
    }

    foreach ($name in $names) {
        $PSCmdlet.WriteVerbose("$($Resource.GetType().Name): $name is not as wanted.")
        $name
    }
}

# A resource with the values of the state in force, where there is one.
function Copy-State([object] $Resource, [object] $Current) { if ($Current) { [DNS4Me.PowerShell.Dsc.DesiredState]::Fill($Resource, $Current) } else { $Resource } }

function Read-Setting([object] $Resource, [string] $Noun) { Copy-State $Resource (& "Get-$Noun") }

function Get-Wanted([object] $Resource, [string] $Command) { [DNS4Me.PowerShell.Dsc.DesiredState]::Wanted($Resource, (Get-ResourceCommand $Command)) }

function Test-Setting([object] $Resource, [string] $Noun) {
    @(Get-Difference $Resource (Get-ResourceCommand "Set-$Noun") (Get-Wanted $Resource "Set-$Noun") (& "Get-$Noun")).Count -eq 0
}

function Write-Setting([object] $Resource, [string] $Noun) {
    $wanted = Get-Wanted $Resource "Set-$Noun"
    if ($wanted.Count -gt 0) { & "Set-$Noun" @wanted }
}

function Get-Registration {
    try {
        Get-DNS4MeRegistration
    }
    catch {
        if ($_.FullyQualifiedErrorId -notlike 'NotRegistered,*') {
            throw
        }
    }
}

function Test-Registration([object] $Resource) {
    $current = Get-Registration
    $id = $Resource.RegistrationId.GetNetworkCredential().Password
    $null -ne $current -and $current.Name -ceq $Resource.Name -and $current.Email -eq $Resource.Email -and $current.RegistrationIdHint -ceq [DNS4Me.RegistrationRules]::Hint($id)
}

function Test-ProxyLeft { (Get-DNS4MeProxy).Equals([DNS4Me.ProxySetting]::new()) }

# The sites that were ever set; a domain that only could have one has all its defaults.
function Get-SiteSet { Get-DNS4MeWebSite | ForEach-Object { if (-not $_.Equals([DNS4Me.WebSiteInfo]::Of($_.Domain, $null))) { $_ } } }

function Get-Site([string] $Domain) {
    $name = [DNS4Me.NameRules]::ToHostName($Domain)
    Get-SiteSet | ForEach-Object { if ($_.Domain -eq $name) { $_ } }
}

function Get-WantedSite([object] $Resource) {
    $wanted = Get-Wanted $Resource 'Set-DNS4MeWebSite'
    foreach ($path in 'LocalFolder', 'Certificate', 'CertificateKey') {
        if ($wanted[$path]) {
            $wanted[$path] = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($wanted[$path])
        }
    }

    $wanted
}

function Get-WantedRecord([object] $Resource) {
    try {
        [DNS4Me.PowerShell.Dsc.DesiredRecord]::Of($Resource)
    }
    catch {
        throw $_.Exception.InnerException
    }
}

function Find-Record([object] $Wanted) {
    $Wanted.Find(@(Get-DNS4MeRecord -Domain $Wanted.Domain -Name $Wanted.Name -Type $Wanted.Type))
}

function Read-Record([object] $Resource) {
    $found = Find-Record (Get-WantedRecord $Resource)
    $Resource.Ensure = if ($found) { 'Present' } else { 'Absent' }
    if ($found) { ConvertFrom-Record $found $Resource } else { $Resource }
}

function ConvertFrom-Record([object] $Record, [object] $Resource) {
    $Resource = Copy-State $Resource $Record
    $Resource.RecordData = [DNS4Me.PowerShell.Dsc.DesiredRecord]::DataOf($Record)
    $Resource
}

function Test-Record {
    [CmdletBinding()]
    param([object] $Resource)

    $wanted = Get-WantedRecord $Resource
    $found = Find-Record $wanted
    if ($Resource.Ensure -eq 'Absent' -or $null -eq $found) {
        return ($null -eq $found) -eq ($Resource.Ensure -eq 'Absent')
    }

    $differences = $wanted.Differences($found)
    foreach ($name in $differences.Keys) {
        $PSCmdlet.WriteVerbose("DNS4MeRecord: $name of $found is not as wanted.")
    }

    $differences.Count -eq 0
}

function Write-Record([object] $Resource) {
    $wanted = Get-WantedRecord $Resource
    $found = Find-Record $wanted
    if ($Resource.Ensure -eq 'Absent') {
        if ($found) { $found | Remove-DNS4MeRecord -Confirm:$false }
    }
    elseif ($found) {
        $differences = $wanted.Differences($found)
        if ($differences.Count -gt 0) { $found | Set-DNS4MeRecord @differences }
    }
    else {
        $parameters = $wanted.Parameters
        Add-DNS4MeRecord -Domain $wanted.Domain -Name $wanted.Name -Type $wanted.Type @parameters
    }
}

enum Ensure {
    Present
    Absent
}

# The DNS4Me service that the agent connects to, and how its certificate is known.
[DscResource()]
class DNS4MeServer {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # The host name or address to dial.
    [DscProperty()] [string] $HostName

    # The TCP port to dial.
    [DscProperty()] [Nullable[int]] $Port

    # The pins of the certificates to trust; an empty list for those that the system's authorities vouch for.
    [DscProperty()] [string[]] $Pin

    # The name that the certificate must carry when it is not the host name; blank for the host name.
    [DscProperty()] [string] $VerifyName

    # Where the service's pages for people are.
    [DscProperty()] [string] $HomePage

    [DNS4MeServer] Get() { return Read-Setting ([DNS4MeServer]::new()) 'DNS4MeServer' }
    [void] Set() { Write-Setting $this 'DNS4MeServer' }
    [bool] Test() { return Test-Setting $this 'DNS4MeServer' }
    static [DNS4MeServer[]] Export() { return @([DNS4MeServer]::new().Get()) }
}

# The SOCKS proxy between the agent and the service. Absent is a direct connection.
[DscResource()]
class DNS4MeProxy {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # Whether there is a proxy.
    [DscProperty()] [Ensure] $Ensure = [Ensure]::Present

    # What kind of proxy.
    [DscProperty()] [ValidateSet('Direct', 'Socks4', 'Socks4A', 'Socks5')] [string] $Type

    # The proxy's host name or address.
    [DscProperty()] [string] $Address

    # The proxy's TCP port.
    [DscProperty()] [Nullable[int]] $Port

    # The user ID and password to log on to the proxy with. A password that was changed cannot be told from the one stored.
    [DscProperty()] [PSCredential] $Credential

    # The user ID that is stored.
    [DscProperty(NotConfigurable)] [string] $UserId

    [DNS4MeProxy] Get() {
        $state = Read-Setting ([DNS4MeProxy]::new()) 'DNS4MeProxy'
        $state.Ensure = if (Test-ProxyLeft) { 'Absent' } else { 'Present' }
        return $state
    }

    [void] Set() { if ($this.Ensure -eq 'Absent') { Clear-DNS4MeProxy -Confirm:$false } else { Write-Setting $this 'DNS4MeProxy' } }
    [bool] Test() { if ($this.Ensure -eq 'Absent') { return Test-ProxyLeft } else { return Test-Setting $this 'DNS4MeProxy' } }
    static [DNS4MeProxy[]] Export() { return @([DNS4MeProxy]::new().Get()) }
}

# Who is registered with the service.
[DscResource()]
class DNS4MeRegistration {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # The holder's name.
    [DscProperty(Mandatory)] [string] $Name

    # The e-mail address that the account was opened with.
    [DscProperty(Mandatory)] [string] $Email

    # The registration ID, as the password; the user name makes no difference. Of the one stored the last characters alone are compared.
    [DscProperty(Mandatory)] [PSCredential] $RegistrationId

    # The last characters of the registration ID that is stored.
    [DscProperty(NotConfigurable)] [string] $RegistrationIdHint

    # Trial or Registered, as last heard from the service.
    [DscProperty(NotConfigurable)] [string] $Kind

    # The domains of the registration, as last heard from the service.
    [DscProperty(NotConfigurable)] [string[]] $Domains

    [DNS4MeRegistration] Get() {
        $state = [DNS4MeRegistration]::new()
        return Copy-State $state (Get-Registration)
    }

    [void] Set() { Register-DNS4Me -Name $this.Name -Email $this.Email -RegistrationId $this.RegistrationId.GetNetworkCredential().Password }
    [bool] Test() { return Test-Registration $this }
    static [DNS4MeRegistration[]] Export() { return @([DNS4MeRegistration]::new().Get()) }
}

# Whether the domains are online.
[DscResource()]
class DNS4MeConnection {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # Online or Offline. One that was lost and is tried again is not online.
    [DscProperty()] [ValidateSet('Online', 'Offline')] [string] $State = 'Online'

    # How long to try to go online, in seconds.
    [DscProperty()] [Nullable[int]] $TimeoutSec

    # The address that the domains have.
    [DscProperty(NotConfigurable)] [string] $Address

    [DNS4MeConnection] Get() {
        $status = Get-DNS4MeStatus
        $current = [DNS4MeConnection]::new()
        $current.State = if ("$($status.State)" -eq 'Online') { 'Online' } else { 'Offline' }
        $current.TimeoutSec = $this.TimeoutSec
        $current.Address = "$($status.Address)"
        return $current
    }

    [void] Set() {
        if ($this.State -eq 'Offline') {
            Disconnect-DNS4Me
        }
        else {
            $wanted = Get-Wanted $this 'Connect-DNS4Me'
            Connect-DNS4Me @wanted
        }
    }

    # An agent that tries to come back must be told when it is to stay offline.
    [bool] Test() {
        $presence = "$((Get-DNS4MeStatus).State)"
        if ($this.State -eq 'Online') { return $presence -eq 'Online' } else { return $presence -notin 'Online', 'Connecting', 'Reconnecting' }
    }

    static [DNS4MeConnection[]] Export() { return @([DNS4MeConnection]::new().Get()) }
}

# How the service handles the domains while they are online.
[DscResource()]
class DNS4MeOnlineSetting {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # Whether the service takes the address that it sees.
    [DscProperty()] [Nullable[bool]] $Automatic

    # The IPv4 address to give where it is not determined automatically.
    [DscProperty()] [string] $Address

    # The IPv6 address to give where it is not determined automatically.
    [DscProperty()] [string] $AddressIPv6

    # How long the domains stay online without a sign of life: a number of minutes, or a time as 00:00:30. 0 is never.
    [DscProperty()] [string] $Timeout

    # Where web requests to the domains lead.
    [DscProperty()] [ValidateSet('Disabled', 'Port', 'Url')] [string] $WebRedirect

    # The port that web requests are redirected to.
    [DscProperty()] [Nullable[int]] $WebRedirectPort

    # The URL that web requests are redirected to.
    [DscProperty()] [string] $WebRedirectUrl

    [DNS4MeOnlineSetting] Get() { return Read-Setting ([DNS4MeOnlineSetting]::new()) 'DNS4MeOnlineSetting' }
    [void] Set() { Write-Setting $this 'DNS4MeOnlineSetting' }
    [bool] Test() { return Test-Setting $this 'DNS4MeOnlineSetting' }
    static [DNS4MeOnlineSetting[]] Export() { return @([DNS4MeOnlineSetting]::new().Get()) }
}

# How the service handles the domains while they are offline.
[DscResource()]
class DNS4MeOfflineSetting {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # What visitors meet.
    [DscProperty()] [ValidateSet('OfflinePage', 'KeepAddress', 'Address', 'Url')] [string] $Behavior

    # The IPv4 address of the behaviour Address.
    [DscProperty()] [string] $Address

    # The IPv6 address of the behaviour Address.
    [DscProperty()] [string] $AddressIPv6

    # The URL of the behaviour Url.
    [DscProperty()] [string] $Url

    [DNS4MeOfflineSetting] Get() { return Read-Setting ([DNS4MeOfflineSetting]::new()) 'DNS4MeOfflineSetting' }
    [void] Set() { Write-Setting $this 'DNS4MeOfflineSetting' }
    [bool] Test() { return Test-Setting $this 'DNS4MeOfflineSetting' }
    static [DNS4MeOfflineSetting[]] Export() { return @([DNS4MeOfflineSetting]::new().Get()) }
}

# How the agent behaves.
[DscResource()]
class DNS4MeOption {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # Whether the agent starts with the system.
    [DscProperty()] [Nullable[bool]] $StartWithSystem

    # Whether Start-DNS4MeAgent says nothing.
    [DscProperty()] [Nullable[bool]] $StartMinimized

    # Whether an agent that starts goes online.
    [DscProperty()] [Nullable[bool]] $GoOnlineAtStart

    # Whether Stop-DNS4MeAgent asks first.
    [DscProperty()] [Nullable[bool]] $WarnBeforeExit

    # Whether a lost connection is tried again.
    [DscProperty()] [Nullable[bool]] $Reconnect

    # How often it is tried: a number of minutes, or a time as 00:00:30.
    [DscProperty()] [string] $ReconnectInterval

    # How often a sign of life is sent: a number of minutes, a time, or Default.
    [DscProperty()] [string] $KeepAliveInterval

    # How often the address is looked at: a number of minutes, a time, or Default.
    [DscProperty()] [string] $LookInterval

    [DNS4MeOption] Get() { return Read-Setting ([DNS4MeOption]::new()) 'DNS4MeOption' }
    [void] Set() { Write-Setting $this 'DNS4MeOption' }
    [bool] Test() { return Test-Setting $this 'DNS4MeOption' }
    static [DNS4MeOption[]] Export() { return @([DNS4MeOption]::new().Get()) }
}

# A DNS record of one of the domains.
[DscResource()]
class DNS4MeRecord {
    # The domain.
    [DscProperty(Key)] [string] $Domain

    # The name below the domain: @ for the domain itself, * for the wildcard.
    [DscProperty(Key)] [string] $Name

    # The type.
    [DscProperty(Key)] [ValidateSet('A', 'AAAA', 'MX', 'CNAME', 'TXT', 'SRV', 'CAA')] [string] $Type

    # What tells the record from others of its name and type. A and AAAA: the target while online, which is Default, an address, port:8080 or url:https://example.com/. MX: the server. CNAME: the
    # canonical name. TXT: the text. SRV: the port and the host, as in 5060 sip.example.net. CAA: the tag and the value, as in issue ca.example.net.
    [DscProperty(Key)] [string] $RecordData

    # Whether the record is there.
    [DscProperty()] [Ensure] $Ensure = [Ensure]::Present

    # What a host record gives while the domain is offline: Default, an address, url:https://example.com/ or OfflinePage.
    [DscProperty()] [string] $OfflineTarget

    # The priority of a mail or service record.
    [DscProperty()] [Nullable[int]] $Priority

    # The weight of a service record.
    [DscProperty()] [Nullable[int]] $Weight

    # The flags of a certificate authority record.
    [DscProperty()] [Nullable[int]] $Flags

    # How long others may keep an answer, in seconds.
    [DscProperty()] [Nullable[int]] $TimeToLive

    # What the record answers now.
    [DscProperty(NotConfigurable)] [string] $CurrentData

    [DNS4MeRecord] Get() {
        $state = [DNS4MeRecord]::new()
        $state.Domain, $state.Name, $state.Type, $state.RecordData = $this.Domain, $this.Name, $this.Type, $this.RecordData
        return Read-Record $state
    }

    [void] Set() { Write-Record $this }
    [bool] Test() { return Test-Record $this }

    # All records but the default ones, which the service maintains itself.
    static [DNS4MeRecord[]] Export() { return @(Get-DNS4MeRecord | ForEach-Object { if (-not $_.IsDefault) { ConvertFrom-Record $_ ([DNS4MeRecord]::new()) } }) }
}

# The web site of one of the domains on this machine.
[DscResource()]
class DNS4MeWebSite {
    # The domain.
    [DscProperty(Key)] [string] $Domain

    # Whether the domain has a site.
    [DscProperty()] [Ensure] $Ensure = [Ensure]::Present

    # Whether the site is served.
    [DscProperty()] [Nullable[bool]] $Enabled

    # Whether the site is for requests to any other domain too.
    [DscProperty()] [Nullable[bool]] $Primary

    # The folder with the site's files.
    [DscProperty()] [string] $LocalFolder

    # Whether folders without a default document are listed.
    [DscProperty()] [Nullable[bool]] $DirectoryListing

    # The names of files that are looked for, in this order, when a folder is asked for.
    [DscProperty()] [string[]] $DefaultDocument

    # A PFX file, or a PEM file with the certificate and its chain; blank for none, and no HTTPS.
    [DscProperty()] [string] $Certificate

    # The PEM file of the certificate's key; blank if it is in the certificate's file.
    [DscProperty()] [string] $CertificateKey

    # The password of the certificate's file, with any user name. One that was changed cannot be told from the one stored.
    [DscProperty()] [PSCredential] $CertificatePassword

    # Whether HTTP requests are redirected to HTTPS.
    [DscProperty()] [Nullable[bool]] $RedirectToHttps

    [DNS4MeWebSite] Get() {
        $state = [DNS4MeWebSite]::new()
        $state.Domain = $this.Domain
        $site = Get-Site $this.Domain
        $state.Ensure = if ($site) { 'Present' } else { 'Absent' }
        return Copy-State $state $site
    }

    [void] Set() {
        if ($this.Ensure -eq 'Absent') {
            if (Get-Site $this.Domain) { Remove-DNS4MeWebSite $this.Domain -Confirm:$false }
        }
        else {
            $wanted = Get-WantedSite $this
            Set-DNS4MeWebSite @wanted
        }
    }

    [bool] Test() {
        $site = Get-Site $this.Domain
        if ($this.Ensure -eq 'Absent' -or -not $site) { return (-not $site) -eq ($this.Ensure -eq 'Absent') }
        return @(Get-Difference $this (Get-ResourceCommand 'Set-DNS4MeWebSite') (Get-WantedSite $this) $site).Count -eq 0
    }

    static [DNS4MeWebSite[]] Export() {
        return @(Get-SiteSet | ForEach-Object { Copy-State ([DNS4MeWebSite]::new()) $_ })
    }
}

# The web server on this machine.
[DscResource()]
class DNS4MeWebServer {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # Whether it runs.
    [DscProperty()] [Ensure] $Ensure = [Ensure]::Present

    # The port of HTTP.
    [DscProperty()] [Nullable[int]] $Port

    # The port of HTTPS, which is for sites that have a certificate.
    [DscProperty()] [Nullable[int]] $HttpsPort

    [DNS4MeWebServer] Get() {
        $status = Get-DNS4MeWebServer
        $state = Copy-State ([DNS4MeWebServer]::new()) $status
        $state.Ensure = if ($status.Running) { 'Present' } else { 'Absent' }
        return $state
    }

    [void] Set() {
        if ($this.Ensure -eq 'Absent') {
            Stop-DNS4MeWebServer -Confirm:$false
        }
        else {
            $wanted = Get-Wanted $this 'Start-DNS4MeWebServer'
            Start-DNS4MeWebServer @wanted
        }
    }

    [bool] Test() {
        $status = Get-DNS4MeWebServer
        if ($this.Ensure -eq 'Absent' -or -not $status.Running) { return $status.Running -eq ($this.Ensure -eq 'Present') }
        $wanted = Get-Wanted $this 'Start-DNS4MeWebServer'

        # There is no port of HTTPS while no site has a certificate.
        if ($null -eq $status.HttpsPort) { $wanted.Remove('HttpsPort') }
        return @(Get-Difference $this (Get-ResourceCommand 'Start-DNS4MeWebServer') $wanted $status).Count -eq 0
    }

    static [DNS4MeWebServer[]] Export() { return @([DNS4MeWebServer]::new().Get()) }
}

# The agent as the machine's service, which starts with the system and needs nobody logged on.
[DscResource()]
class DNS4MeService {
    # There is one of these a machine.
    [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'

    # Whether the service is installed.
    [DscProperty()] [Ensure] $Ensure = [Ensure]::Present

    # Whether it runs.
    [DscProperty(NotConfigurable)] [bool] $Running

    # The version of its program.
    [DscProperty(NotConfigurable)] [string] $Version

    [DNS4MeService] Get() {
        $service = Get-DNS4MeService
        $state = Copy-State ([DNS4MeService]::new()) $service
        $state.Ensure = if ($service.Installed) { 'Present' } else { 'Absent' }
        return $state
    }

    [void] Set() {
        if ($this.Ensure -eq 'Present') { Install-DNS4MeService }
        elseif ((Get-DNS4MeService).Installed) { Uninstall-DNS4MeService -Confirm:$false }
    }

    [bool] Test() { return (Get-DNS4MeService).Installed -eq ($this.Ensure -eq 'Present') }
    static [DNS4MeService[]] Export() { return @([DNS4MeService]::new().Get()) }
}
