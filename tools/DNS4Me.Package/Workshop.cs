using System.Globalization;
using System.Reflection;

namespace DNS4Me.Package;

/// <summary>Where everything is, and what all packages share.</summary>
internal sealed class Workshop
{
    private const string Solution = "DNS4Me.PowerShell.sln";
    private const string EpochVariable = "SOURCE_DATE_EPOCH";

    private Workshop(string root, DateTimeOffset date)
    {
        (Root, Date) = (root, date);
        Directory.CreateDirectory(Packages);
        Directory.CreateDirectory(Work);
    }

    /// <summary>The repository.</summary>
    public string Root { get; }

    /// <summary>The version of everything: the one in Directory.Build.props, which this program bears too.</summary>
    public static string Version { get; } = typeof(Workshop).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The date of all files in packages.</summary>
    public DateTimeOffset Date { get; }

    /// <summary>Where the packages go.</summary>
    public string Packages => Path.Combine(Root, "out", "packages");

    /// <summary>Where what goes into them is made.</summary>
    public string Work => Path.Combine(Root, "out", "packaging");

    /// <summary>The sources of the packages.</summary>
    public string Sources => Path.Combine(Root, "packaging");

    /// <summary>Finds the repository that this program was built in.</summary>
    /// <exception cref="PackageException">It runs from elsewhere, or the date is no number.</exception>
    public static async Task<Workshop> OpenAsync()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, Solution)))
        {
            root = Path.GetDirectoryName(root) ?? throw new PackageException($"no {Solution} lies above {AppContext.BaseDirectory}.");
        }

        return new(root, await DateAsync(root));
    }

    /// <summary>A source of the packages, with the version and more in the place of their names.</summary>
    public string Read(string path, params (string Name, string Value)[] values)
    {
        var text = File.ReadAllText(Path.Combine(Sources, path));
        foreach (var (name, value) in values.Append(("VERSION", Version)))
        {
            text = text.Replace($"@{name}@", value, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>What is said to be the date (reproducible-builds.org), else the last commit's.</summary>
    private static async Task<DateTimeOffset> DateAsync(string root)
    {
        var said = Environment.GetEnvironmentVariable(EpochVariable) is { Length: > 0 } given ? given : await LastCommitAsync(root);
        return long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new PackageException($"{EpochVariable} is '{said}', which is no number of seconds.");
    }

    private static async Task<string> LastCommitAsync(string root)
    {
        try
        {
            return (await Tool.RunAsync("git", "git", ["-C", root, "log", "-1", "--format=%ct"])).Trim();
        }
        catch (PackageException e)
        {
            throw new PackageException($"the date of the last commit is not known: {e.Message} Set {EpochVariable}.");
        }
    }
}
