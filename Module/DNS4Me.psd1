@{
    RootModule = 'DNS4Me.psm1'
    NestedModules = @('DNS4Me.PowerShell.dll')
    ModuleVersion = '0.1.0'
    GUID = '5b1f9d0e-6a5c-4c0e-9a39-8d4f6f1c7b52'
    Author = 'DNS4Me contributors'
    CompanyName = 'DNS4Me'
    Copyright = 'DNS4Me contributors'
    Description = 'Dynamic DNS: keeps the domain names of a machine whose address changes, and never leaves visitors with a dead name.'
    CompatiblePSEditions = @('Core', 'Desktop')
    PowerShellVersion = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess = @('DNS4Me.Format.ps1xml')
    TypesToProcess = @('DNS4Me.Types.ps1xml')
    CmdletsToExport = @(
        'Add-DNS4MeRecord'
        'Clear-DNS4MeProxy'
        'Connect-DNS4Me'
        'Disconnect-DNS4Me'
        'Export-DNS4MeConfiguration'
        'Export-DNS4MeDiagnostic'
        'Export-DNS4MeZoneFile'
        'Get-DNS4MeAgent'
        'Get-DNS4MeDomain'
        'Get-DNS4MeEvent'
        'Get-DNS4MeOfflineSetting'
        'Get-DNS4MeOnlineSetting'
        'Get-DNS4MeOption'
        'Get-DNS4MeProxy'
        'Get-DNS4MeRecord'
        'Get-DNS4MeRegistration'
        'Get-DNS4MeServer'
        'Get-DNS4MeService'
        'Get-DNS4MeStatus'
        'Get-DNS4MeWebServer'
        'Get-DNS4MeWebSite'
        'Import-DNS4MeConfiguration'
        'Import-DNS4MeZoneFile'
        'Install-DNS4MeService'
        'Open-DNS4MePage'
        'Register-DNS4Me'
        'Register-DNS4MeEvent'
        'Remove-DNS4MeRecord'
        'Remove-DNS4MeWebSite'
        'Reset-DNS4MeOfflineSetting'
        'Reset-DNS4MeOnlineSetting'
        'Reset-DNS4MeOption'
        'Reset-DNS4MeServer'
        'Resolve-DNS4MeName'
        'Set-DNS4MeOfflineSetting'
        'Set-DNS4MeOnlineSetting'
        'Set-DNS4MeOption'
        'Set-DNS4MeProxy'
        'Set-DNS4MeRecord'
        'Set-DNS4MeServer'
        'Set-DNS4MeWebSite'
        'Start-DNS4MeAgent'
        'Start-DNS4MeWebServer'
        'Stop-DNS4MeAgent'
        'Stop-DNS4MeWebServer'
        'Test-DNS4MeDomain'
        'Test-DNS4MeProxy'
        'Test-DNS4MeUpdate'
        'Uninstall-DNS4MeService'
        'Update-DNS4MeAddress'
        'Watch-DNS4Me'
    )
    DscResourcesToExport = @(
        'DNS4MeConnection'
        'DNS4MeOfflineSetting'
        'DNS4MeOnlineSetting'
        'DNS4MeOption'
        'DNS4MeProxy'
        'DNS4MeRecord'
        'DNS4MeRegistration'
        'DNS4MeServer'
        'DNS4MeService'
        'DNS4MeWebServer'
        'DNS4MeWebSite'
    )
    FunctionsToExport = @()
    AliasesToExport = @()
    VariablesToExport = @()
    PrivateData = @{
        PSData = @{
            Tags = @('DNS', 'DynamicDNS', 'DDNS', 'Network', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
        }
    }
}
