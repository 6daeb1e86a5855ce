using System.Globalization;
using DNS4Me.Local;

namespace DNS4Me.EndToEnd.Fixtures;

/// <summary>
/// A machine of the test's own: a mount namespace in which the places of the machine's agent are empty, and in which there are the service's user and group, a user who
/// is in the group, and one who is not. The network is the tests'. Needs root.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>The user that the service runs as; each user has a group of its own with the same ID.</summary>
    public const int Service = 64001;
    public const int Member = 64002;
    public const int Stranger = 64003;
    public const int Root = 0;

    public const string StateFolder = "/var/lib/dns4me";
    public const string Socket = "/run/dns4me/agent.sock";
    public const string UnitFile = "/etc/systemd/system/" + MachineService.UnitName;

    private const string ToolFolder = "/usr/local/dns4me-test";

    /// <summary>systemctl as far as the agent's program asks for it, with a process started the way the unit says: as its user, and in the background.</summary>
    private const string SystemControl = $$"""
        #!/bin/sh
        unit={{UnitFile}}
        pid=/run/dns4me-test.pid
        running() { [ -f $pid ] && [ -d "/proc/$(cat $pid)" ] && ! grep -q ' Z ' "/proc/$(cat $pid)/stat"; }
        case "$1" in
        start)
            running && exit 0
            install -d -o dns4me -g dns4me -m 0700 {{StateFolder}}
            install -d -o dns4me -g dns4me -m 0750 /run/dns4me
            eval "set -- $(sed -n 's/^ExecStart=//p' $unit)"
            setsid setpriv --reuid 64001 --regid 64001 --clear-groups --no-new-privs "$@" > /run/dns4me-test.out 2>&1 < /dev/null &
            echo $! > $pid
            until grep -q . /run/dns4me-test.out; do sleep 0.1; done
            grep -q ready /run/dns4me-test.out || { cat /run/dns4me-test.out >&2; exit 1; } ;;
        stop)
            running || exit 0
            kill "$(cat $pid)"
            while running; do sleep 0.1; done
            rm -rf /run/dns4me ;;
        enable) touch /run/dns4me-test.enabled ;;
        disable) rm -f /run/dns4me-test.enabled ;;
        show)
            if running; then echo ActiveState=active; echo "MainPID=$(cat $pid)"; else echo ActiveState=inactive; echo MainPID=0; fi
            if [ -f /run/dns4me-test.enabled ]; then echo UnitFileState=enabled; else echo UnitFileState=disabled; fi
            echo User=dns4me ;;
        esac
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("dns4me-e2e-machine-").FullName;
    private readonly List<ProgramRun> _agents = [];
    private readonly ProgramRun _holder;
    private int _scripts;

    private Machine()
    {
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        Copy("/etc/passwd", [.. Users.Select(user => $"{user.Name}:x:{user.Id}:{user.Id}::{HomeOf(user.Id)}:/bin/sh")]);
        Copy("/etc/group", [$"{MachineService.Account}:x:{Service}:member", $"member:x:{Member}:", $"stranger:x:{Stranger}:"]);
        foreach (var user in Users.Where(user => user.Id != Service).Append(("root", Root)))
        {
            Directory.CreateDirectory(HomeOf(user.Item2));
            File.SetUnixFileMode(HomeOf(user.Item2), (UnixFileMode)0b111_111_111);
        }

        _holder = ProgramRun.Start("unshare", ["--mount", "--propagation", "private", "sh", "-euc", $"""
            mount -t tmpfs tmpfs /run
            mount -t tmpfs tmpfs /var/lib
            mount -t tmpfs tmpfs /usr/local
            cp -a /etc '{_folder}/etc'
            mount --bind '{_folder}/etc' /etc
            cp '{_folder}/passwd' /etc/passwd
            cp '{_folder}/group' /etc/group
            rm -rf /etc/systemd
            mkdir -p /run/systemd/system /etc/systemd/system {ToolFolder}
            cp '{_folder}/systemctl' {ToolFolder}/systemctl
            ln -s /bin/true {ToolFolder}/systemd-sysusers
            chmod 755 {ToolFolder}/systemctl
            echo ready
            exec sleep infinity
            """]);
    }

    private static (string Name, int Id)[] Users => [(MachineService.Account, Service), ("member", Member), ("stranger", Stranger)];

    public static async Task<Machine> StartAsync()
    {
        Rights.RequireRoot("make a mount namespace");
        Assert.SkipWhen(Repository.Root.StartsWith("/usr/local", StringComparison.Ordinal), "The namespace hides /usr/local.");
        var machine = new Machine();
        await machine._holder.LineAsync("ready");
        return machine;
    }

    /// <summary>A user's home.</summary>
    public string HomeOf(int user) => Path.Combine(_folder, "home-" + user.ToString(CultureInfo.InvariantCulture));

    /// <summary>Starts the machine's agent as its service does, and waits until it serves.</summary>
    public async Task<ProgramRun> StartAgentAsync()
    {
        foreach (var (folder, mode) in new[] { (StateFolder, "0700"), (Path.GetDirectoryName(Socket)!, "0750") })
        {
            (await InAsync(Root, "install", "-d", "-o", MachineService.Account, "-g", MachineService.Account, "-m", mode, folder)).MustSucceed();
        }

        var agent = ProgramRun.Start("nsenter", Enter(Service, [Repository.Agent, MachineService.MachineArgument, AgentProtocol.ReasonArgument, nameof(AgentStartReason.Service)]));
        _agents.Add(agent);
        await agent.LineAsync(AgentProtocol.ReadyLine);
        return agent;
    }

    /// <summary>Runs a program as a user to its end.</summary>
    public Task<ProgramResult> InAsync(int user, params string[] command) => ProgramRun.ToEndAsync("nsenter", Enter(user, command));

    /// <summary>Runs a script in a user's console.</summary>
    public Task<ProgramResult> ScriptAsync(int user, string script) => InAsync(user, Staged.Host, Save(script));

    /// <summary>What a command's result holds, as text, in a user's console.</summary>
    public async Task<string> GetAsync(int user, string expression)
        => (await ScriptAsync(user, $"\"got $({expression})\"")).MustSucceed().Lines.Single(line => line.StartsWith("got", StringComparison.Ordinal))[3..].Trim();

    /// <summary>The error of a command in a user's console: its code, and what to do.</summary>
    public Task<string> FailAsync(int user, string command)
        => GetAsync(user, $"try {{ {command}; 'nothing' }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] + ': ' + $_.ErrorDetails.RecommendedAction }}");

    public async ValueTask DisposeAsync()
    {
        await InAsync(Root, Path.Combine(ToolFolder, "systemctl"), "stop");
        foreach (var agent in _agents)
        {
            await agent.DisposeAsync();
        }

        await _holder.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The arguments of nsenter(1) that run a command in the machine as a user.</summary>
    public string[] Enter(int user, string[] command)
    {
        var id = user.ToString(CultureInfo.InvariantCulture);
        string[] groups = user == Member ? ["--groups", Service.ToString(CultureInfo.InvariantCulture)] : ["--clear-groups"];
        string[] identity = user == Root ? [] : ["setpriv", "--reuid", id, "--regid", id, .. groups];
        return
        [
            $"--mount=/proc/{_holder.Id}/ns/mnt", "--", .. identity, "env", "-u", AgentHome.Variable, $"HOME={HomeOf(user)}", $"PATH={ToolFolder}:/usr/bin:/bin:/usr/sbin:/sbin", .. command,
        ];
    }

    private string Save(string script)
    {
        var path = Path.Combine(_folder, $"{Interlocked.Increment(ref _scripts)}.ps1");
        File.WriteAllText(path, "$ErrorActionPreference = 'Stop'; Import-Module DNS4Me\n" + script);
        return path;
    }

    private void Copy(string file, string[] more)
    {
        File.WriteAllLines(Path.Combine(_folder, Path.GetFileName(file)), File.ReadLines(file).Concat(more));
        File.WriteAllText(Path.Combine(_folder, "systemctl"), SystemControl);
    }
}
