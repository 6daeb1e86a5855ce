using System.Globalization;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>
/// A machine that a real systemd runs, as the first process of namespaces of the test's own: it is booted and shut down, and keeps /etc, /var/lib and /usr/local from one
/// boot to the next; on request it has a /usr and a database of packages of its own too, and lets packages start services. None of the distribution's own services run. The network is the tests'. Needs root.
/// </summary>
internal sealed class SystemdMachine : IAsyncDisposable
{
    private const string Systemd = "/lib/systemd/systemd";

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-systemd-").FullName;
    private ProgramRun? _holder;
    private string _init = "";
    private int _scripts;

    private SystemdMachine(bool takesPackages)
    {
        File.WriteAllText(Path.Combine(_folder, "boot.sh"), $$"""
            set -e
            mount -t tmpfs tmpfs /run
            mkdir -p /run/lock /run/systemd
            mount -t tmpfs tmpfs /var/log
            if [ ! -d '{{_folder}}/etc' ]; then
                mkdir '{{_folder}}/lib' '{{_folder}}/local' '{{_folder}}/usr' '{{_folder}}/usr.work'
                cp -a /etc '{{_folder}}/etc'
                rm -rf '{{_folder}}/etc/systemd/system'
                mkdir '{{_folder}}/etc/systemd/system'
                ln -s /lib/systemd/system/multi-user.target '{{_folder}}/etc/systemd/system/default.target'
                for unit in /lib/systemd/system/sysinit.target.wants/* /lib/systemd/system/multi-user.target.wants/* /lib/systemd/system/sockets.target.wants/*; do
                    ln -sf /dev/null '{{_folder}}/etc/systemd/system/'"$(basename "$unit")"
                done
            fi
            {{(takesPackages ? $"[ -d '{_folder}/lib/dpkg' ] || cp -a /var/lib/dpkg '{_folder}/lib/dpkg'; mount -t overlay overlay -o lowerdir=/usr,upperdir='{_folder}/usr',workdir='{_folder}/usr.work' /usr; rm -f /usr/sbin/policy-rc.d" : "")}}
            mount --bind '{{_folder}}/etc' /etc
            mount --bind '{{_folder}}/lib' /var/lib
            mount --bind '{{_folder}}/local' /usr/local
            touch /run/console
            mount --bind /run/console /dev/console
            export container=lxc
            exec {{Systemd}} --log-target=console --show-status=no
            """);
    }

    /// <summary>Boots a machine that is new.</summary>
    /// <param name="takesPackages">Whether packages can be installed on it.</param>
    public static async Task<SystemdMachine> StartAsync(bool takesPackages = false)
    {
        Rights.RequireRoot("make namespaces");
        Assert.SkipUnless(File.Exists(Systemd), "systemd is not installed");
        Assert.SkipWhen(File.ReadAllText("/proc/1/comm").Trim() == "systemd", "This machine's own systemd has the control groups.");
        Assert.SkipWhen(Repository.Root.StartsWith("/usr/local", StringComparison.Ordinal), "The machine hides /usr/local.");
        var machine = new SystemdMachine(takesPackages);
        try
        {
            await machine.BootAsync();
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    public async Task BootAsync()
    {
        _holder = ProgramRun.Start("unshare", ["--fork", "--kill-child", "--pid", "--mount", "--uts", "--ipc", "--propagation", "private", "--mount-proc", "bash", Path.Combine(_folder, "boot.sh")]);
        await Eventually.IsTrueAsync(() => _holder.HasExited || (_init = File.ReadAllText($"/proc/{_holder.Id}/task/{_holder.Id}/children").Trim()).Length > 0, "The first process being there");
        await Eventually.IsAsync(true, async () => _holder.HasExited || (await InAsync("systemctl", "is-system-running")).Output.Trim() is "running" or "degraded", "The system's running");
        Assert.False(_holder.HasExited, "systemd ended.");
    }

    /// <summary>Shuts the machine down in good order.</summary>
    public async Task ShutDownAsync()
    {
        await InAsync("systemctl", "--no-block", "poweroff");
        await _holder!.EndAsync();
    }

    /// <summary>Runs a program as root to its end.</summary>
    public Task<ProgramResult> InAsync(params string[] command)
        => ProgramRun.ToEndAsync("nsenter", ["--target", _init, "--pid", "--mount", "--uts", "--ipc", "env", "-u", AgentHome.Variable, "HOME=/root", .. command]);

    /// <summary>Runs a script in root's console.</summary>
    public async Task<ProgramResult> ScriptAsync(string script)
    {
        var path = Path.Combine(_folder, $"{Interlocked.Increment(ref _scripts).ToString(CultureInfo.InvariantCulture)}.ps1");
        await File.WriteAllTextAsync(path, "$ErrorActionPreference = 'Stop'; Import-Module DNS4Me\n" + script);
        return await InAsync(Staged.Host, path);
    }

    /// <summary>What a command's result holds, as text, in root's console.</summary>
    public async Task<string> GetAsync(string expression)
        => (await ScriptAsync($"\"got $({expression})\"")).MustSucceed().Lines.Single(line => line.StartsWith("got", StringComparison.Ordinal))[3..].Trim();

    /// <summary>What systemd says of the service.</summary>
    public async Task<string> PropertyAsync(string name)
        => (await InAsync("systemctl", "show", "--value", "--property", name, MachineService.UnitName)).MustSucceed().Output.Trim();

    public async ValueTask DisposeAsync()
    {
        if (_holder is not null)
        {
            await _holder.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
