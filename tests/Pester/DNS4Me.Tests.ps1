#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }
<#
.SYNOPSIS
    The module as a user drives it, against a service of its own. Needs what `dotnet build` stages.
.EXAMPLE
    Invoke-Pester tests/Pester
#>

BeforeAll {
    $root = Resolve-Path "$PSScriptRoot/../.."
    Import-Module "$root/out/DNS4Me" -Force
    $script:homeBefore = $env:DNS4ME_HOME

    # Not Pester's own drive, which is emptied after each block: the agent's lock and socket would go while it runs.
    $script:folder = [IO.Directory]::CreateTempSubdirectory('dns4me-pester-').FullName
    $env:DNS4ME_HOME = Join-Path $folder 'home'

    $start = [Diagnostics.ProcessStartInfo]::new("$root/out/server/dns4me-server$(if ($IsWindows) { '.exe' })")
    'dev', '--data', (Join-Path $folder 'service') | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardOutput = $true
    $script:server = [Diagnostics.Process]::Start($start)
    $script:service = $server.StandardOutput.ReadLine() | ConvertFrom-Json
    $script:dnsHost, $script:dnsPort = $service.dns -split ':'
}

AfterAll {
    Stop-DNS4MeAgent -Force
    $server.Kill()
    $server.WaitForExit()
    $env:DNS4ME_HOME = $homeBefore
    Remove-Item $folder -Recurse -Force
}

Describe 'Help' {
    It 'has examples for every command' {
        foreach ($command in Get-Command -Module DNS4Me) {
            @((Get-Help $command.Name).examples.example).Count | Should -BeGreaterOrEqual 2 -Because $command.Name
        }
    }

    It 'has topics' {
        Get-Help about_DNS4Me_FAQ | Should -BeLike '*SHORT DESCRIPTION*'
    }
}

Describe 'The Help menu' {
    It 'opens pages of the service that is set, or says where they are' {
        $env:DISPLAY = $env:WAYLAND_DISPLAY = $env:BROWSER = ''
        Open-DNS4MePage Purchase -WhatIf | Should -BeNullOrEmpty
        if ($IsLinux) { Open-DNS4MePage KnowledgeBase | Should -Be 'http://www.dns4me.com/kb/' }
        { Open-DNS4MePage Nonsense } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }
}

Describe 'Before anything is set' {
    It 'is offline, and no agent is started by looking' {
        (Get-DNS4MeStatus).State | Should -Be 'Offline'
        (Get-DNS4MeAgent).Running | Should -BeFalse
    }

    It 'is set to the default service' {
        (Get-DNS4MeServer).IsDefault | Should -BeTrue
        (Get-DNS4MeOnlineSetting).Timeout | Should -Be ([timespan]::FromMinutes(10))
    }

    It 'says that no registration is stored' {
        { Get-DNS4MeRegistration } | Should -Throw -ErrorId 'NotRegistered,*'
    }
}

Describe 'Settings' {
    It 'takes a bare number for minutes' {
        (Set-DNS4MeOnlineSetting -Timeout 15 -PassThru).Timeout | Should -Be ([timespan]::FromMinutes(15))
    }

    It 'refuses what makes no sense, and changes nothing' {
        Set-DNS4MeOnlineSetting -Timeout -1 -ErrorVariable failure -ErrorAction SilentlyContinue
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'InvalidValue,*'
        (Get-DNS4MeOnlineSetting).Timeout | Should -Be ([timespan]::FromMinutes(15))
    }

    It 'chooses what a filled field belongs to' {
        (Set-DNS4MeOfflineSetting -Url 'https://status.example/' -PassThru).Behavior | Should -Be 'Url'
        (Set-DNS4MeOnlineSetting -WebRedirectPort 8000 -PassThru).WebRedirect | Should -Be 'Port'
    }

    It 'writes back what it read, through CSV too' {
        Get-DNS4MeOfflineSetting | Set-DNS4MeOfflineSetting
        $before = Set-DNS4MeOption -Reconnect $false -KeepAliveInterval 2 -PassThru
        Get-DNS4MeOption | ConvertTo-Csv | ConvertFrom-Csv | Set-DNS4MeOption -PassThru | Should -Be $before
        (Get-DNS4MeOfflineSetting).Url | Should -Be 'https://status.example/'
    }

    It 'puts settings back to their defaults' {
        (Reset-DNS4MeOnlineSetting -Name WebRedirect* -PassThru).Timeout | Should -Be ([timespan]::FromMinutes(15))
        (Reset-DNS4MeOfflineSetting -PassThru).Behavior | Should -Be 'OfflinePage'
        (Reset-DNS4MeOption -PassThru).Reconnect | Should -BeTrue
        (Reset-DNS4MeServer -PassThru).IsDefault | Should -BeTrue
    }

    It 'carries them in a file, which it does not replace unasked' {
        $file = Join-Path $folder 'carried.json'
        Export-DNS4MeConfiguration $file
        { Export-DNS4MeConfiguration $file } | Should -Throw -ErrorId 'FileExists,*'
        Reset-DNS4MeOnlineSetting
        Import-DNS4MeConfiguration $file
        (Get-DNS4MeOnlineSetting).Timeout | Should -Be ([timespan]::FromMinutes(15))
        Get-Content $file | Import-DNS4MeConfiguration
        Export-DNS4MeConfiguration | Should -Be (Get-Content $file -Raw).TrimEnd()
    }

    It 'keeps the password of a proxy to itself, and tries one' {
        $credential = [pscredential]::new('alice', (ConvertTo-SecureString 'secret' -AsPlainText -Force))
        (Set-DNS4MeProxy -Type Socks5 -Address 127.0.0.1 -Port 1 -Credential $credential -PassThru).HasPassword | Should -BeTrue
        Get-DNS4MeProxy | Set-DNS4MeProxy
        (Test-DNS4MeProxy -Detailed).Fault.Code | Should -Be 'ProxyUnreachable'
        (Clear-DNS4MeProxy -PassThru).HasPassword | Should -BeFalse
        (Get-DNS4MeProxy).Type | Should -Be 'Direct'
    }

    It 'changes nothing with -WhatIf' {
        Set-DNS4MeServer -HostName example.com -WhatIf
        (Get-DNS4MeServer).IsDefault | Should -BeTrue
    }
}

Describe 'Online' {
    BeforeAll {
        Set-DNS4MeServer -HostName 127.0.0.1 -Port ([uri] $service.api).Port -Pin $service.pin
        Register-DNS4Me -Name 'Alice' -Email $service.email -RegistrationId $service.registrationId
    }

    It 'goes online, is answered, and goes offline' {
        (Connect-DNS4Me -PassThru).State | Should -Be 'Online'
        $online = Resolve-DNS4MeName $service.domains[0] -Server $dnsHost -Port $dnsPort
        $online.Address | Should -Contain (Get-DNS4MeStatus).Address
        (Disconnect-DNS4Me -PassThru).State | Should -Be 'Offline'
        (Resolve-DNS4MeName $service.domains[0] -Server $dnsHost -Port $dnsPort).Data | Should -Not -Be $online.Data
    }

    It 'knows of no newer release than the service has' {
        Test-DNS4MeUpdate | Should -BeFalse
        (Test-DNS4MeUpdate -Detailed).Page | Should -Be 'http://www.dns4me.com/update/'
    }

    It 'answers for every domain of the registration' {
        Connect-DNS4Me
        (Get-DNS4MeDomain).Name | Should -Be (Get-DNS4MeRegistration).Domains
        Get-DNS4MeDomain | Resolve-DNS4MeName -Server $dnsHost -Port $dnsPort | Should -HaveCount $service.domains.Count
        (Update-DNS4MeAddress -PassThru).State | Should -Be 'Online'
        Get-DNS4MeEvent -Newest 5 | Should -Not -BeNullOrEmpty
    }
}

Describe 'Records' {
    BeforeAll {
        $domain = $service.domains[0]
        $csv = Join-Path $folder 'records.csv'
        @'
Domain,Name,Type,Address,OnlineTarget,OfflineTarget,Priority,MailServer,CanonicalName,Text,Weight,Port,Target,Flags,Tag,Value,TimeToLive
DOMAIN,csv-host,A,192.0.2.7,,OfflinePage,,,,,,,,,,,300
DOMAIN,csv-host6,AAAA,2001:db8::7,,,,,,,,,,,,,
DOMAIN,csv-mail,MX,,,,20,mail.example.com,,,,,,,,,0
DOMAIN,csv-alias,CNAME,,,,,,host.example.com,,,,,,,,
DOMAIN,csv-text,TXT,,,,,,,"v=spf1 a, mx -all",,,,,,,
DOMAIN,_csv._tcp,SRV,,,,1,,,,2,5060,sip.example.com,,,,
DOMAIN,csv-ca,CAA,,,,,,,,,,,0,issue,ca.example.net,
'@.Replace('DOMAIN', $domain) | Set-Content $csv
        $data = 'Name', 'Type', 'OnlineTarget', 'OfflineTarget', 'Priority', 'MailServer', 'CanonicalName', 'Text', 'Weight', 'Port', 'Target', 'Flags', 'Tag', 'Value', 'TimeToLive'
    }

    It 'adds a table of every type' {
        $added = Import-Csv $csv | Add-DNS4MeRecord -PassThru
        $added.Type | Should -Be 'A', 'AAAA', 'MX', 'CNAME', 'TXT', 'SRV', 'CAA'
        $added.TimeToLive | Should -Be 300, 60, 0, 60, 60, 60, 60
        (Resolve-DNS4MeName "csv-host.$domain" -Server $dnsHost -Port $dnsPort).Address | Should -Be '192.0.2.7'
    }

    It 'tells a bad row by its number, and the others go in' {
        Import-Csv $csv | Add-DNS4MeRecord -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures | Should -HaveCount 7
        $failures[2].FullyQualifiedErrorId | Should -BeLike 'RecordExists,*'
        $failures[2].Exception.Fault.Ordinal | Should -Be 3
        $failures[2].TargetObject.Name | Should -Be 'csv-mail'
    }

    It 'lists the default records too, which cannot be removed' {
        Get-DNS4MeRecord $domain -Name '*' | ForEach-Object IsDefault | Should -Not -Contain $false
        Get-DNS4MeRecord $domain -Name '*' | Remove-DNS4MeRecord -Confirm:$false -ErrorVariable failures -ErrorAction SilentlyContinue
        $failures[0].FullyQualifiedErrorId | Should -BeLike 'DefaultRecord,*'
    }

    It 'changes what is given, of a piped record or of a named one' {
        (Get-DNS4MeRecord $domain csv-mail | Set-DNS4MeRecord -TimeToLive 300 -PassThru).MailServer | Should -Be 'mail.example.com'
        Set-DNS4MeRecord $domain csv-mail MX -Priority 5
        $mail = Get-DNS4MeRecord $domain csv-mail MX
        $mail.Priority, $mail.TimeToLive | Should -Be 5, 300
    }

    It 'exports a zone and reads it back as it was' {
        $before = Get-DNS4MeRecord $domain | Where-Object -Not IsDefault | Select-Object $data | ConvertTo-Csv
        Get-DNS4MeRecord $domain | Export-Csv $csv
        Get-DNS4MeRecord $domain | Where-Object -Not IsDefault | Remove-DNS4MeRecord -Confirm:$false
        Get-DNS4MeRecord $domain | Where-Object -Not IsDefault | Should -BeNullOrEmpty
        Import-Csv $csv | Add-DNS4MeRecord
        Get-DNS4MeRecord $domain | Where-Object -Not IsDefault | Select-Object $data | ConvertTo-Csv | Should -Be $before
    }
}

Describe 'Zone files' {
    It 'exports what it imported' {
        $domain = $service.domains[0]
        $file = Join-Path $folder 'own.zone'
        'zone 60 A 192.0.2.1', 'zone 60 TXT "a" "b"' | Import-DNS4MeZoneFile -Domain $domain
        Export-DNS4MeZoneFile $domain -Path $file
        Import-DNS4MeZoneFile $file -Domain $domain -Replace -PassThru | Should -BeNullOrEmpty
        Get-DNS4MeRecord $domain -Name zone | Should -HaveCount 2
    }
}

Describe 'Web sites' {
    BeforeAll {
        $domain = $service.domains[0]
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $site = New-Item (Join-Path $folder 'site') -ItemType Directory
        Set-Content (Join-Path $site 'index.htm') 'a page'
    }

    It 'serves a folder until it is stopped' {
        Push-Location $folder
        Set-DNS4MeWebSite $domain ./site -Enabled $true -Primary $true -PassThru | Start-DNS4MeWebServer -Port $port
        Pop-Location
        Invoke-RestMethod "http://127.0.0.1:$port/" | Should -BeLike 'a page*'
        (Get-DNS4MeWebServer).Running | Should -BeTrue
        (Stop-DNS4MeWebServer -PassThru).Running | Should -BeFalse
    }

    It 'writes back what it read, through CSV too' {
        $before = Get-DNS4MeWebSite | Where-Object Enabled
        $before.LocalFolder | Should -Be $site.FullName
        $before | ConvertTo-Csv | ConvertFrom-Csv | Set-DNS4MeWebSite -PassThru | ConvertTo-Csv | Should -Be ($before | ConvertTo-Csv)
    }

    It 'takes a site away, whose files stay' {
        Get-DNS4MeWebSite | Where-Object Enabled | Remove-DNS4MeWebSite
        (Get-DNS4MeWebSite $domain).Enabled | Should -BeFalse
        Join-Path $site 'index.htm' | Should -Exist
    }
}

Describe 'The agent' {
    It 'stops, and starts again' {
        Stop-DNS4MeAgent -Force
        (Get-DNS4MeAgent).Running | Should -BeFalse
        (Start-DNS4MeAgent -PassThru).Running | Should -BeTrue
    }
}

Describe 'The service of the system' {
    It 'says that none is installed, and what installing and removing it would do' {
        (Get-DNS4MeService).Installed | Should -BeFalse
        Install-DNS4MeService -WhatIf
        Uninstall-DNS4MeService -WhatIf
        (Get-DNS4MeService).Installed | Should -BeFalse
    }
}

Describe "PowerShell's own ways" {
    It 'gives a job that tells the changes, and whose stop takes the domains offline' {
        Disconnect-DNS4Me
        $job = Connect-DNS4Me -AsJob
        while (-not $job.Output.Count -and $job.State -eq 'Running') { Start-Sleep -Milliseconds 50 }
        (Get-DNS4MeStatus).State | Should -Be 'Online'
        Stop-Job $job
        $job.State | Should -Be 'Stopped'
        (Get-DNS4MeStatus).State | Should -Be 'Offline'
        (Receive-Job $job).Kind | Should -Contain 'Online'
        Remove-Job $job
    }

    It 'raises an event when the domains go online' {
        Register-DNS4MeEvent -Kind Online -SourceIdentifier pester
        Connect-DNS4Me
        $raised = Wait-Event -SourceIdentifier pester -Timeout 30
        $raised.SourceArgs[0].Kind | Should -Be 'Online'
        $raised | Remove-Event
        Unregister-Event -SourceIdentifier pester
    }

    It 'tests a domain at the servers given' {
        Test-DNS4MeDomain $service.domains[0] -Server $service.dns | Should -BeTrue
        Test-DNS4MeDomain $service.domains[0] -Server $service.dns -Detailed | Should -Not -BeNullOrEmpty
    }

    It 'shows how things stand' {
        Watch-DNS4Me -Once | Should -Contain 'Recent status'
    }

    It 'writes the files for support' {
        $zip = Join-Path $folder 'support.zip'
        (Export-DNS4MeDiagnostic $zip -PassThru).Length | Should -BeGreaterThan 0
        { Export-DNS4MeDiagnostic $zip } | Should -Throw -ErrorId 'FileExists,*'
    }
}

Describe 'Desired State Configuration' {
    BeforeAll {
        function New-Resource([string] $Name, [hashtable] $Properties) {
            $resource = (Get-Module DNS4Me).Invoke([scriptblock]::Create("'$Name' -as 'type'"))::new()
            foreach ($property in $Properties.Keys) { $resource.$property = $Properties[$property] }
            $resource
        }
    }

    It 'sets <Resource>, and finds it set' -ForEach @(
        @{ Resource = 'DNS4MeOnlineSetting'; Properties = @{ Timeout = '7' } }
        @{ Resource = 'DNS4MeOfflineSetting'; Properties = @{ Behavior = 'Url'; Url = 'https://status.example.com/' } }
        @{ Resource = 'DNS4MeOption'; Properties = @{ ReconnectInterval = '00:02:30' } }
        @{ Resource = 'DNS4MeRecord'; Properties = @{ Name = 'dsc'; Type = 'TXT'; RecordData = 'by configuration' } }
    ) {
        if ($Resource -eq 'DNS4MeRecord') { $Properties.Domain = $service.domains[0] }
        $wanted = New-Resource $Resource $Properties
        $wanted.Test() | Should -BeFalse
        $wanted.Set()
        $wanted.Test() | Should -BeTrue
    }
}
