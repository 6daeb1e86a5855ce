using System.CommandLine;
using DNS4Me.Package;

const int done = 0, failed = 1, toolMissing = 3;

var kinds = new (string Name, Func<Workshop, Programs, IPackage> Make)[]
{
    ("module", (workshop, programs) => new ModulePackage(workshop, programs)),
    ("archive", (workshop, programs) => new ArchivePackage(workshop, programs)),
    ("msi", (workshop, programs) => new MsiPackage(workshop, programs)),
    ("deb-agent", (workshop, programs) => new AgentDebianPackage(workshop, programs)),
    ("deb-server", (workshop, programs) => new ServerDebianPackage(workshop, programs)),
};
var names = new Argument<string[]>("packages") { Description = $"Which kinds to make: {string.Join(", ", kinds.Select(kind => kind.Name))}. Without any: all.", Arity = ArgumentArity.ZeroOrMore };
names.AcceptOnlyFromAmong([.. kinds.Select(kind => kind.Name)]);
var runtimes = new Option<string[]>("--runtime") { Description = $"A system to make them for, and again for each: {string.Join(", ", Target.All.Select(target => target.Name))}. Without any: all." };
runtimes.AcceptOnlyFromAmong([.. Target.All.Select(target => target.Name)]);
var root = new RootCommand("Makes the packages, in out/packages. It ends with code 0, 1 when one failed, 3 when one was left out since a program is missing for it.") { names, runtimes };
root.SetAction(async (parsed, _) =>
{
    var chosen = parsed.GetValue(names) is { Length: > 0 } given ? kinds.Where(kind => given.Contains(kind.Name)) : kinds;
    var targets = parsed.GetValue(runtimes) is { Length: > 0 } wanted ? [.. Target.All.Where(target => wanted.Contains(target.Name))] : Target.All;
    try
    {
        return await MakeAsync(await Workshop.OpenAsync(), chosen, targets);
    }
    catch (PackageException e)
    {
        await Console.Error.WriteLineAsync($"error: {e.Message}");
        return failed;
    }
});
return await root.Parse(args).InvokeAsync();

static async Task<int> MakeAsync(Workshop workshop, IEnumerable<(string Name, Func<Workshop, Programs, IPackage> Make)> kinds, IReadOnlyList<Target> targets)
{
    var programs = new Programs(workshop);
    var exitCode = done;
    foreach (var (name, make) in kinds)
    {
        try
        {
            foreach (var file in await make(workshop, programs).MakeAsync(targets))
            {
                Console.WriteLine($"{Path.GetRelativePath(workshop.Root, file)}  {new FileInfo(file).Length / 1024.0 / 1024:0.0} MB");
            }
        }
        catch (ToolMissingException e)
        {
            await Console.Error.WriteLineAsync($"{name} is left out: {e.Message}");
            exitCode = exitCode == done ? toolMissing : exitCode;
        }
        catch (PackageException e)
        {
            await Console.Error.WriteLineAsync($"{name} failed: {e.Message}");
            exitCode = failed;
        }
    }

    Checksums.Write(workshop.Packages);
    return exitCode;
}
