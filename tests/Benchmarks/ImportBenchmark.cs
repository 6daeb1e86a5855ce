using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DNS4Me.Benchmarks;

/// <summary>
/// What importing the module adds to the bare engine. Each sample is a process of its own, since a second import is warm. The engine of
/// the package is not compiled ahead as PowerShell's own is, so what it compiles of itself to import any module of this form is measured apart.
/// </summary>
internal sealed class ImportBenchmark : IBenchmark
{
    public const string ChildArgument = "import-child";

    private const int Samples = 9;

    public string Name => "import";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var (engine, module) = (new List<double>(), new List<double>());
        for (var i = 0; i < Samples; i++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ChildArgument]) { RedirectStandardOutput = true })!;
            var output = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            var times = output.Split(' ').Select(time => double.Parse(time, CultureInfo.InvariantCulture)).ToList();
            engine.Add(times[0]);
            module.Add(times[1]);
        }

        // What else the machine does only ever adds to a sample.
        return
        [
            new("Import of an empty module, the engine's own work", engine.Min(), "ms"),
            new("Import-Module DNS4Me, added to the bare engine", module.Min(), "ms", AtMost: 100),
        ];
    }

    public static int RunChild()
    {
        var folder = Directory.CreateTempSubdirectory("dns4me-bench-").FullName;
        var empty = WriteEmptyModule(folder);
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{Import(runspace, empty)} {Import(runspace, Repository.Manifest)}"));
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    /// <summary>A module of the same form with nothing in it: a manifest, a script with a DSC resource, an assembly, a types file and a format file.</summary>
    private static string WriteEmptyModule(string folder)
    {
        var manifest = Path.Combine(folder, "Empty.psd1");
        File.WriteAllText(Path.Combine(folder, "Empty.psm1"),
            """
            Set-StrictMode -Version 3.0
            function Get-Something([object] $Thing) { [Empty]::Of($Thing) }
            enum Ensure { Present; Absent }

            [DscResource()]
            class Empty {
                [DscProperty(Key)] [ValidateSet('Yes')] [string] $IsSingleInstance = 'Yes'
                [DscProperty()] [Ensure] $Ensure
                [DscProperty()] [Nullable[bool]] $Switch
                [Empty] Get() { return Get-Something $this }
                [void] Set() { }
                [bool] Test() { return $true }
                static [Empty[]] Export() { return @([Empty]::new()) }
            }
            """);
        File.WriteAllText(Path.Combine(folder, "Empty.Types.ps1xml"), "<Types><Type><Name>Empty</Name><Members><NoteProperty><Name>A</Name><Value>1</Value></NoteProperty></Members></Type></Types>");
        File.WriteAllText(Path.Combine(folder, "Empty.Format.ps1xml"),
            """
            <Configuration><ViewDefinitions><View>
              <Name>Empty</Name>
              <ViewSelectedBy><TypeName>Empty</TypeName></ViewSelectedBy>
              <ListControl><ListEntries><ListEntry><ListItems><ListItem><Label>A</Label><ScriptBlock>$_.A</ScriptBlock></ListItem></ListItems></ListEntry></ListEntries></ListControl>
            </View></ViewDefinitions></Configuration>
            """);
        File.WriteAllText(manifest,
            $$"""
            @{
                RootModule = 'Empty.psm1'
                NestedModules = @('{{typeof(ImportBenchmark).Assembly.Location}}')
                ModuleVersion = '1.0'
                PowerShellVersion = '5.1'
                CompatiblePSEditions = @('Core', 'Desktop')
                FormatsToProcess = @('Empty.Format.ps1xml')
                TypesToProcess = @('Empty.Types.ps1xml')
                CmdletsToExport = @('Get-Nothing')
                FunctionsToExport = @()
                AliasesToExport = @()
                VariablesToExport = @()
            }
            """);
        return manifest;
    }

    private static double Import(Runspace runspace, string path)
    {
        var watch = Stopwatch.StartNew();
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", path).AddParameter("ErrorAction", "Stop").Invoke();
        return watch.Elapsed.TotalMilliseconds;
    }
}

/// <summary>The one command of the empty module.</summary>
[Cmdlet(VerbsCommon.Get, "Nothing")]
public sealed class GetNothingCommand : PSCmdlet;
