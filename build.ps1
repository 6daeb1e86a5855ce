#!/usr/bin/env pwsh
<#
.SYNOPSIS
    A thin front on dotnet, for those who have PowerShell.
.DESCRIPTION
    Build      builds everything and stages the module in out/DNS4Me and the server in out/server
    Test       runs every test
    Demo       runs examples/quickstart.ps1
    Benchmark  prints the figures, and fails when a mark is missed
.EXAMPLE
    ./build.ps1 Test
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Benchmark')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Push-Location $PSScriptRoot
try {
    switch ($Task) {
        'Build' { dotnet build }
        'Test' { dotnet test }
        'Demo' { dotnet run --project tools/DNS4Me.Host -- examples/quickstart.ps1 }
        'Benchmark' { dotnet run --project tests/Benchmarks --configuration Release -- --check }
    }

    if ($LASTEXITCODE -ne 0) {
        throw "$Task failed with exit code $LASTEXITCODE."
    }
}
finally {
    Pop-Location
}
