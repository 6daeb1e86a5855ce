using System.Text;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation.Systemd;

/// <summary>
/// The unit of the machine's agent (systemd.service(5), systemd.exec(5)). The process has a user of its own and may do what it needs: keep its state, listen on its
/// socket and as a web server, speak to the network. It reads web sites where its user may; homes and /tmp are hidden from it.
/// </summary>
internal static class SystemdUnit
{
    /// <summary>The folders of systemd's own: below /var/lib, and below /run.</summary>
    private const string FolderName = "dns4me";

    private const string BindCapability = "CAP_NET_BIND_SERVICE";
    private const int StartSeconds = 60;
    private const int WatchdogSeconds = 60;
    private const int RestartSeconds = 5;

    /// <summary>The unit's text.</summary>
    /// <param name="program">The program, where the system is to run it.</param>
    public static string Text(ServiceProgram program)
    {
        var unit = new StringBuilder();
        Section("Unit", [
            ("Description", "DNS4Me agent: keeps the domain names of this machine online"),
            ("Wants", "network-online.target"),
            // Reversed at shutdown: there still is a network when the domains are taken offline.
            ("After", "network-online.target nss-lookup.target"),
            ("StartLimitIntervalSec", "0"),
        ]);
        Section("Service", [
            ("Type", "notify"),
            ("NotifyAccess", "main"),
            ("ExecStart", $"{Quote(program.File)} {MachineService.MachineArgument} {AgentProtocol.ReasonArgument} {AgentStartReason.Service}"),
            .. program.RuntimeFolder is { } runtime ? new[] { ("Environment", Quote("DOTNET_ROOT=" + runtime)) } : [],
            ("Environment", "DOTNET_EnableDiagnostics=0"),
            ("User", MachineService.Account),
            ("Group", MachineService.Account),
            ("UMask", "0077"),
            ("StateDirectory", FolderName),
            ("StateDirectoryMode", "0700"),
            ("RuntimeDirectory", FolderName),
            ("RuntimeDirectoryMode", "0750"),
            ("Restart", "on-failure"),
            ("RestartSec", $"{RestartSeconds}"),
            ("TimeoutStartSec", $"{StartSeconds}"),
            ("TimeoutStopSec", $"{MachineService.StopTimeout.TotalSeconds:0}"),
            ("WatchdogSec", $"{WatchdogSeconds}"),
            // The web server's ports are below 1024.
            ("CapabilityBoundingSet", BindCapability),
            ("AmbientCapabilities", BindCapability),
            ("NoNewPrivileges", "yes"),
            ("ProtectSystem", "strict"),
            ("ProtectHome", "yes"),
            ("ProtectProc", "invisible"),
            ("ProtectClock", "yes"),
            ("ProtectHostname", "yes"),
            ("ProtectKernelLogs", "yes"),
            ("ProtectKernelModules", "yes"),
            ("ProtectKernelTunables", "yes"),
            ("ProtectControlGroups", "yes"),
            ("PrivateTmp", "yes"),
            ("PrivateDevices", "yes"),
            ("DevicePolicy", "closed"),
            ("RemoveIPC", "yes"),
            ("KeyringMode", "private"),
            ("LockPersonality", "yes"),
            ("RestrictAddressFamilies", "AF_UNIX AF_INET AF_INET6 AF_NETLINK"),
            ("RestrictNamespaces", "yes"),
            ("RestrictRealtime", "yes"),
            ("RestrictSUIDSGID", "yes"),
            ("SystemCallArchitectures", "native"),
            ("SystemCallFilter", "@system-service"),
            ("SystemCallFilter", "~@privileged @resources"),
            ("SystemCallErrorNumber", "EPERM"),

            // The runtime that compiles as it runs does not start without this call, which asks what it may use by setting it.
            .. program.IsNative ? new[] { ("MemoryDenyWriteExecute", "yes") } : [("SystemCallFilter", "sched_setaffinity")],
        ]);
        Section("Install", [("WantedBy", "multi-user.target")]);
        return unit.ToString();

        void Section(string name, IEnumerable<(string Key, string Value)> lines)
        {
            unit.Append(unit.Length == 0 ? "" : "\n").Append('[').Append(name).Append("]\n");
            foreach (var (key, value) in lines)
            {
                unit.Append(key).Append('=').Append(value).Append('\n');
            }
        }
    }

    /// <summary>A word of a command line: in quotation marks, and what systemd would put something else in the place of doubled (systemd.service(5), "Command lines").</summary>
    private static string Quote(string word)
        => $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal).Replace("$", "$$", StringComparison.Ordinal)}\"";
}
