#!/usr/bin/env pwsh
<#
.SYNOPSIS
    A thin front on dotnet, for those who have PowerShell.
.DESCRIPTION
    Build      builds everything and stages the module in out/DNS4Me and the server in out/server
    Test       runs every test
    Demo       runs examples/quickstart.ps1
    Package    makes the packages in out/packages; see docs/packages.md for what it takes and for making some of them alone
    Benchmark  prints the figures, and fails when a mark is missed
    Docs       makes out/DNS4Me/en-US, which Get-Help reads, of the pages in docs; Microsoft.PowerShell.PlatyPS, where that is installed,
               reads the pages too, and writes its own into out/help
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Package', 'Benchmark', 'Docs')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build }
        'Test' { dotnet test }
        'Demo' { dotnet run --project tools/DNS4Me.Host -- examples/quickstart.ps1 }
        'Package' { dotnet run --project tools/DNS4Me.Package }
        'Benchmark' { dotnet run --project tests/Benchmarks --configuration Release -- --check }
        'Docs' {
            dotnet build src/DNS4Me.PowerShell
            if ($LASTEXITCODE -eq 0 -and (Get-Module Microsoft.PowerShell.PlatyPS -ListAvailable)) {
                # What is staged stays the build's own: platyPS would show the comments that tell why an example is not run.
                Import-Module Microsoft.PowerShell.PlatyPS
                Import-MarkdownCommandHelp -Path (Get-Item docs/help/*-DNS4Me*.md).FullName | Export-MamlCommandHelp -OutputFolder out/help -Force
            }
        }
    }

    if ($LASTEXITCODE -ne 0) {
        throw "$Task failed with exit code $LASTEXITCODE."
    }
}
finally {
    Pop-Location
}
