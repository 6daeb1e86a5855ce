using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using DNS4Me.Agent.Installation;
using DNS4Me.Agent.Installation.Systemd;
using DNS4Me.Agent.Installation.Windows;
using DNS4Me.Local;
using DNS4Me.Package;
using DNS4Me.Packages.Fixtures;
using NuGet.Packaging;

namespace DNS4Me.Packages;

/// <summary>What is in the packages, as the tools that take them read it.</summary>
public class ContentTests
{
    /// <summary>SERVICE_AUTO_START and SERVICE_WIN32_OWN_PROCESS (winnt.h).</summary>
    private const string StartsWithSystem = "2";

    private const string OwnProcess = "16";

    private static readonly string[] Templates = ["PolicyDefinitions/DNS4Me.admx", "PolicyDefinitions/en-US/DNS4Me.adml"];

    [Fact]
    public async Task The_checksums_are_those_of_the_packages()
        => Assert.All((await ProgramRun.ToEndAsync("sh", ["-c", $"cd '{Made.Folder}' && sha256sum --check --strict {Checksums.FileName}"])).MustSucceed().Lines, line => Assert.EndsWith(": OK", line));

    [Fact]
    public void The_module_is_what_a_repository_takes()
    {
        using var package = new PackageArchiveReader(Made.Module);
        var nuspec = package.NuspecReader;
        Assert.Equal(ModulePackage.Id, nuspec.GetId());
        Assert.Equal(Workshop.Version, nuspec.GetVersion().ToString());
        Assert.Empty(nuspec.GetDependencyGroups().SelectMany(group => group.Packages));
        var tags = nuspec.GetTags().Split(' ');
        Assert.Contains("PSModule", tags);
        Assert.Contains("PSEdition_Desktop", tags);
        Assert.Contains("PSCmdlet_Connect-DNS4Me", tags);
        var files = package.GetFiles().ToList();
        Assert.Contains("DNS4Me.psd1", files);
        Assert.Contains("agent/linux-x64/dns4me-agent", files);
        Assert.Contains("agent/win-x64/dns4me-agent.exe", files);
    }

    [Fact]
    public async Task The_modules_agent_is_found_and_runs_where_the_package_is_unpacked()
    {
        using var folder = new TemporaryFolder();
        await ZipFile.ExtractToDirectoryAsync(Made.Module, folder.Path, TestContext.Current.CancellationToken);
        var agent = AgentPrograms.Candidates(folder.Path, OSPlatform.Linux, Architecture.X64, "").First(File.Exists);
        Assert.StartsWith(folder.Path, agent, StringComparison.Ordinal);
        Assert.StartsWith(Workshop.Version, (await ProgramRun.ToEndAsync(agent, ["--version"])).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-x64", "dns4me-agent", ArchivePackage.Zip)]
    [InlineData("linux-x64", "dns4me-agent", ArchivePackage.Tar)]
    [InlineData("win-x64", "dns4me-agent.exe", ArchivePackage.Zip)]
    [InlineData("win-x64", "dns4me-agent.exe", ArchivePackage.Tar)]
    public async Task An_archive_has_the_module_its_agent_and_the_script(string system, string agent, string form)
    {
        var entries = await ReadAsync(Made.Archive(system, form));
        var folder = $"DNS4Me-{Workshop.Version}-{system}";
        string[] wanted = ["Install-DNS4Me.ps1", ArchivePackage.ChecksumFile, "DNS4Me/DNS4Me.psd1", $"DNS4Me/agent/{agent}"];
        Assert.All(wanted, path => Assert.Contains($"{folder}/{path}", entries.Keys));
        Assert.Equal((UnixFileMode)0b110_100_100, entries[$"{folder}/DNS4Me/DNS4Me.psd1"]);
        if (system.StartsWith("linux", StringComparison.Ordinal))
        {
            Assert.Equal((UnixFileMode)0b111_101_101, entries[$"{folder}/DNS4Me/agent/{agent}"]);
        }
    }

    [Fact]
    public async Task The_policy_templates_are_in_the_module_the_archives_and_the_msi()
    {
        using var package = new PackageArchiveReader(Made.Module);
        Assert.All(Templates, path => Assert.Contains(path, package.GetFiles()));
        using var zip = ZipFile.OpenRead(Made.Archive("win-x64", ArchivePackage.Zip));
        Assert.All(Templates, path => Assert.Contains($"/DNS4Me/{path}", string.Join('\n', zip.Entries.Select(entry => entry.FullName)), StringComparison.Ordinal));
        var files = (await ProgramRun.ToEndAsync("msiinfo", ["export", Made.Msi, "File"])).MustSucceed().Output;
        Assert.All(Templates, path => Assert.Contains(Path.GetFileName(path), files, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_deb_has_the_unit_that_the_program_itself_installs()
    {
        var unit = await InDebAsync(Made.AgentDeb, $".{MachineService.UnitFolders[1]}/{MachineService.UnitName}");
        var program = new ServiceProgram(AgentPrograms.LinuxPackageFolder, IsNative: true, RuntimeFolder: null, Workshop.Version);
        Assert.Equal(SystemdUnit.Text(program).Split('\n', StringSplitOptions.RemoveEmptyEntries), unit.Lines);
    }

    [Fact]
    public async Task The_servers_unit_is_hardened_and_systemd_finds_nothing_wrong_with_it()
    {
        using var folder = new TemporaryFolder();
        (await ProgramRun.ToEndAsync("dpkg-deb", ["--extract", Made.ServerDeb, folder.Path])).MustSucceed();
        var unit = Path.Combine(folder.Path, "usr/lib/systemd/system/dns4me-server.service");
        (await ProgramRun.ToEndAsync("systemd-analyze", ["security", "--no-pager", "--offline=true", "--threshold=20", unit])).MustSucceed();

        // Where the program is, for systemd to look at.
        await File.WriteAllTextAsync(unit, (await File.ReadAllTextAsync(unit, TestContext.Current.CancellationToken)).Replace("ExecStart=", "ExecStart=" + folder.Path, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var verified = await ProgramRun.ToEndAsync("systemd-analyze", ["verify", "--no-pager", "--man=no", unit]);
        Assert.DoesNotContain("dns4me-server.service", verified.Output + verified.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lintian_finds_nothing_to_complain_of()
    {
        var found = await ProgramRun.ToEndAsync("lintian", ["--allow-root", "--fail-on", "error,warning", Made.AgentDeb, Made.ServerDeb]);
        Assert.True(found.ExitCode == 0, found.Output + found.Error);
    }

    [Fact]
    public async Task The_msi_installs_the_service_that_the_program_itself_does()
    {
        var wanted = WindowsManager.Define(new ServiceProgram("", IsNative: false, RuntimeFolder: null, Workshop.Version), ServiceStartType.Automatic);
        var service = await RowAsync("ServiceInstall");
        Assert.Equal(wanted.Name, service["Name"]);
        Assert.Equal(wanted.DisplayName, service["DisplayName"]);
        Assert.Equal(wanted.Description, service["Description"]);
        Assert.Equal(wanted.Arguments, service["Arguments"]);
        Assert.Equal(wanted.Dependencies, service["Dependencies"].Split("[~]", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", service["StartName"]);
        Assert.Equal(StartsWithSystem, service["StartType"]);
        Assert.Equal(OwnProcess, service["ServiceType"]);
        Assert.Equal(wanted.Name, (await RowAsync("ServiceControl"))["Name"]);
    }

    [Fact]
    public async Task Everything_bears_one_version()
    {
        Assert.Equal(Workshop.Version, (await ProgramRun.ToEndAsync("dpkg-deb", ["--field", Made.AgentDeb, "Version"])).MustSucceed().Output.Trim());
        Assert.Equal(Workshop.Version, (await ProgramRun.ToEndAsync("dpkg-deb", ["--field", Made.ServerDeb, "Version"])).MustSucceed().Output.Trim());
        Assert.Contains($"ProductVersion\t{Workshop.Version}", (await ProgramRun.ToEndAsync("msiinfo", ["export", Made.Msi, "Property"])).MustSucceed().Lines);
    }

    private static async Task<Dictionary<string, UnixFileMode>> ReadAsync(string path)
    {
        if (path.EndsWith(ArchivePackage.Zip, StringComparison.Ordinal))
        {
            using var zip = ZipFile.OpenRead(path);
            return zip.Entries.ToDictionary(entry => entry.FullName, ZipModes.Get);
        }

        var entries = new Dictionary<string, UnixFileMode>();
        await using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        await using var tar = new TarReader(packed);
        while (await tar.GetNextEntryAsync(cancellationToken: TestContext.Current.CancellationToken) is { } entry)
        {
            entries.Add(entry.Name, entry.Mode);
        }

        return entries;
    }

    private static async Task<ProgramResult> InDebAsync(string package, string path)
        => (await ProgramRun.ToEndAsync("sh", ["-c", $"dpkg-deb --fsys-tarfile '{package}' | tar --extract --to-stdout '{path}'"])).MustSucceed();

    /// <summary>The one row of a table: the columns' names are its first line, their types and the table's name the next two.</summary>
    private static async Task<Dictionary<string, string>> RowAsync(string table)
    {
        var lines = (await ProgramRun.ToEndAsync("msiinfo", ["export", Made.Msi, table])).MustSucceed().Output.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        return lines[0].Split('\t').Zip(lines[3].Split('\t')).ToDictionary(column => column.First, column => column.Second);
    }
}
