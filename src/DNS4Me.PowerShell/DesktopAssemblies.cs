using System.Reflection;

namespace DNS4Me.PowerShell;

/// <summary>
/// Windows PowerShell runs on .NET Framework, which has no System.Text.Json: there it and what it needs come from a subfolder. PowerShell 7 has
/// its own, and nothing is loaded. This class uses no type of another assembly of ours, since it runs before they can be found.
/// </summary>
public sealed class DesktopAssemblies : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string FolderName = "desktop";
    private static readonly string ModuleFolder = Path.GetDirectoryName(typeof(DesktopAssemblies).Assembly.Location)!;

    /// <summary>Called by PowerShell when the module is imported.</summary>
    public void OnImport()
    {
        // The assembly of object is mscorlib on .NET Framework alone.
        if (typeof(object).Assembly.GetName().Name == "mscorlib")
        {
            AppDomain.CurrentDomain.AssemblyResolve += Resolve;
        }
    }

    /// <summary>Called by PowerShell when the module is removed.</summary>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    /// <summary>Answers for our own assemblies, and not for another module's, which may want another version.</summary>
    private static Assembly? Resolve(object? sender, ResolveEventArgs request)
    {
        if (request.RequestingAssembly is { } asking && !asking.Location.StartsWith(ModuleFolder, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var path = Path.Combine(ModuleFolder, FolderName, new AssemblyName(request.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }
}
