using DNS4Me.Local;

namespace DNS4Me.Package;

/// <summary>The programs and the module, published once for all packages that have them.</summary>
internal sealed class Programs(Workshop workshop)
{
    /// <summary>Where the policy templates lie in the module.</summary>
    public const string TemplateFolder = "PolicyDefinitions";

    private readonly Dictionary<string, Task<string>> _published = [];
    private Task<FileTree>? _module;

    /// <summary>The agent's program, as its only file: what else a publish leaves is for those who develop it.</summary>
    public async Task<PackageFile> AgentAsync(Target target)
    {
        var file = AgentPrograms.FileName(target.System);
        return new(file) { Source = Path.Combine(await PublishAsync("Agent", target), file), IsProgram = true };
    }

    /// <summary>The server's program and the library of its store, for this machine's system.</summary>
    public async Task<FileTree> ServerAsync(Target target)
    {
        var folder = await PublishAsync("Server", target);
        return new FileTree()
            .Add(new("dns4me-server") { Source = Path.Combine(folder, "dns4me-server"), IsProgram = true })
            .Add(new("libe_sqlite3.so") { Source = Path.Combine(folder, "libe_sqlite3.so") });
    }

    /// <summary>The module without an agent.</summary>
    public Task<FileTree> ModuleAsync() => _module ??= StageModuleAsync();

    /// <summary>The module with agents in it: one straight in its folder, several in a folder for each system.</summary>
    public async Task<FileTree> ModuleAsync(IReadOnlyList<Target> targets)
    {
        var module = new FileTree().AddTree("", await ModuleAsync());
        foreach (var target in targets)
        {
            var agent = await AgentAsync(target);
            module.Add(agent with { Path = string.Join('/', [AgentPrograms.ModuleFolder, .. targets.Count == 1 ? Array.Empty<string>() : [target.Name], agent.Path]) });
        }

        return module;
    }

    private Task<string> PublishAsync(string program, Target target)
    {
        var key = $"{program} {target.Name}";
        if (!_published.TryGetValue(key, out var folder))
        {
            _published.Add(key, folder = PublishNowAsync(program, target));
        }

        return folder;
    }

    /// <summary>The same command as the native publish of .ci/run, so that what that made is not made again.</summary>
    private async Task<string> PublishNowAsync(string program, Target target)
    {
        var folder = Path.Combine(workshop.Root, "out", "native", target.IsNative ? program : $"{program}-{target.Name}");
        string[] runtime = target.IsNative ? [] : ["--runtime", target.Name];
        await Tool.DotNetAsync(["publish", Path.Combine(workshop.Root, "src", "DNS4Me." + program), "--configuration", "Release", $"-p:Stage{program}=false", "--output", folder, .. runtime]);
        return folder;
    }

    private async Task<FileTree> StageModuleAsync()
    {
        var folder = Path.Combine(workshop.Work, "module");
        await Tool.DotNetAsync("build", Path.Combine(workshop.Root, "src", "DNS4Me.PowerShell"), "--configuration", "Release", $"-p:StagedModuleFolder={folder}/");
        var module = new FileTree();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            module.Add(new(Path.GetRelativePath(folder, file).Replace('\\', '/')) { Source = file });
        }

        return module;
    }
}
