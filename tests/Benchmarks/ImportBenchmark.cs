using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace DNS4Me.Benchmarks;

/// <summary>What importing the module adds to the bare engine. Each sample is a process of its own, since a second import is warm.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    public const string ChildArgument = "import-child";

    private const int Samples = 9;

    public string Name => "import";

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        var samples = new List<double>();
        for (var i = 0; i < Samples; i++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ChildArgument]) { RedirectStandardOutput = true })!;
            var output = await child.StandardOutput.ReadToEndAsync();
            await child.WaitForExitAsync();
            samples.Add(double.Parse(output, CultureInfo.InvariantCulture));
        }

        return [new("Import-Module, added to the bare engine", Figure.Median(samples), "ms", AtMost: 100)];
    }

    public static int RunChild()
    {
        using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();

        // Module autoloading and the pipeline belong to the engine: both are warmed by importing a module that is empty.
        var empty = Path.Combine(Directory.CreateTempSubdirectory("dns4me-bench-").FullName, "Empty.psm1");
        File.WriteAllText(empty, "");
        Import(runspace, empty);
        Directory.Delete(Path.GetDirectoryName(empty)!, recursive: true);
        var watch = Stopwatch.StartNew();
        Import(runspace, Paths.Manifest);
        Console.Write(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static void Import(Runspace runspace, string path)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", path).AddParameter("ErrorAction", "Stop").Invoke();
    }
}
