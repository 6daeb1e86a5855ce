using System.Globalization;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>Drives the module's DSC resources as DSC's adapter does: by classes found in the module, to which properties are given.</summary>
internal sealed class DscDriver(ClientHome home)
{
    /// <summary>Defines the functions Test, Apply, Show, Export and Fail.</summary>
    public const string Functions =
        """
        function New-Resource([string] $Name, [hashtable] $Properties = @{}) {
            $resource = (Get-Module DNS4Me).Invoke([scriptblock]::Create("'$Name' -as 'type'"))::new()
            foreach ($property in $Properties.Keys) { $resource.$property = $Properties[$property] }
            $resource
        }

        function New-Secret([string] $Text, [string] $User = 'any') { [pscredential]::new($User, [Net.NetworkCredential]::new('', $Text).SecurePassword) }
        function Show([string] $Name, [hashtable] $Properties, [string] $Member) { "$Member=" + ((New-Resource $Name $Properties).Get().$Member -join ',') }
        function Test([string] $Name, [hashtable] $Properties) { "test=$((New-Resource $Name $Properties).Test())" }
        function Apply([string] $Name, [hashtable] $Properties) { (New-Resource $Name $Properties).Set() }
        function Export([string] $Name) { (New-Resource $Name).GetType().GetMethod('Export', [type[]]@()).Invoke($null, $null) }
        function Fail([scriptblock] $Script) { try { & $Script; 'no error' } catch { "error=$_" } }

        """;

    /// <summary>Runs a script that uses the functions Test, Apply, Show, Export and Fail, and gives its lines.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string script) => (await home.RunAsync(Functions + script)).Lines;

    /// <summary>Finds that a state is not there, sets it, finds it, and sets it once more.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="properties">Its properties, as a hashtable's entries.</param>
    public async Task ApplyAsync(string resource, string properties)
        => Assert.Equal(["test=False", "test=True", "test=True"], await RunAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            $wanted = @{ {{properties}} }
            Test {{resource}} $wanted
            Apply {{resource}} $wanted
            Test {{resource}} $wanted
            Apply {{resource}} $wanted
            Test {{resource}} $wanted
            """)));
}
