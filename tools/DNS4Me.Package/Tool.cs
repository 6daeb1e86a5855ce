using System.ComponentModel;
using System.Diagnostics;

namespace DNS4Me.Package;

/// <summary>The programs that make packages.</summary>
internal static class Tool
{
    /// <summary>Runs one to its end.</summary>
    /// <param name="program">The program.</param>
    /// <param name="package">The Debian package that has it.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is added to its environment.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="ToolMissingException">It is not installed.</exception>
    /// <exception cref="PackageException">It failed.</exception>
    public static async Task<string> RunAsync(string program, string package, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0
                ? await output
                : throw new PackageException($"{program} {string.Join(' ', start.ArgumentList)} ended with code {process.ExitCode}.\n{await output}{await error}");
        }
        catch (Win32Exception)
        {
            throw new ToolMissingException(program, package);
        }
    }

    /// <summary>Runs dotnet.</summary>
    /// <exception cref="PackageException">It failed, or warned.</exception>
    public static async Task DotNetAsync(params IEnumerable<string> arguments)
    {
        var output = await RunAsync(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "the .NET SDK's", [.. arguments, "--verbosity", "quiet", "-nologo"]);
        if (output.Contains("warning ", StringComparison.Ordinal))
        {
            throw new PackageException($"dotnet {string.Join(' ', arguments)} warned.\n{output}");
        }
    }
}
