using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace DNS4Me.Local;

/// <summary>Where an agent's files and its endpoint are. Both ends compute it from the same facts, so that they meet.</summary>
public sealed record AgentHome
{
    /// <summary>The environment variable that moves all of a user's files: settings, state, socket.</summary>
    public const string Variable = "DNS4ME_HOME";

    /// <summary>The folder's name below the user's folder for local application data.</summary>
    public const string FolderName = "DNS4Me";

    /// <summary>The longest path of a Unix socket in bytes, without its closing NUL: 103 on macOS (sun_path[104]), 107 on Linux (sun_path[108]).</summary>
    public const int LongestSocketPath = 103;

    private const string SocketName = "agent.sock";

    private AgentHome(AgentScope scope, string folder, string endpoint) => (Scope, Folder, Endpoint) = (scope, folder, endpoint);

    /// <summary>Whose agent it is: a user's, or the machine's.</summary>
    public AgentScope Scope { get; }

    /// <summary>The folder: 0700, the owner's alone.</summary>
    public string Folder { get; }

    /// <summary>A Unix socket's absolute path, or a pipe's name on Windows.</summary>
    public string Endpoint { get; }

    /// <summary>The settings; written by the agent alone.</summary>
    public string SettingsFile => Path.Combine(Folder, "settings.json");

    /// <summary>The registration, its ID encrypted; written by the agent alone.</summary>
    public string RegistrationFile => Path.Combine(Folder, "registration.json");

    /// <summary>The proxy's password, encrypted; written by the agent alone.</summary>
    public string ProxyPasswordFile => Path.Combine(Folder, "proxy-password.json");

    /// <summary>Where the web server logs requests.</summary>
    public string LogFolder => Path.Combine(Folder, "logs");

    /// <summary>The state that an agent leaves behind; read by commands when no agent runs.</summary>
    public string StateFile => Path.Combine(Folder, "state.json");

    /// <summary>The file whose lock makes the agent the only one of its home.</summary>
    public string LockFile => Path.Combine(Folder, "agent.lock");

    /// <summary>The keys that protect the secrets.</summary>
    public string KeyFolder => Path.Combine(Folder, "keys");

    /// <summary>The password of a site's certificate, encrypted; written by the agent alone. A domain's name can be longer than a file's, so it is a hash of it.</summary>
    /// <param name="domain">The site's domain.</param>
    public string CertificatePasswordFile(string domain) => Path.Combine(Folder, $"certificate-password-{Digest(domain)}.json");

    /// <summary>The home of a user's agent.</summary>
    /// <param name="overridden">The value of <see cref="Variable"/>; null or empty when it is not set.</param>
    /// <param name="localData">The user's folder for local application data.</param>
    /// <param name="userId">The user's numeric ID on Unix, the SID on Windows.</param>
    /// <param name="windows">Whether the endpoint is a named pipe.</param>
    public static AgentHome OfUser(string? overridden, string localData, string userId, bool windows)
    {
        var folder = Path.GetFullPath(string.IsNullOrEmpty(overridden) ? Path.Combine(localData, FolderName) : overridden!);
        if (folder.Length > 1)
        {
            folder = folder.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        }

        if (windows)
        {
            // Paths do not differ by case there.
            return new(AgentScope.User, folder, $"dns4me-{userId}-{Digest(folder.ToUpperInvariant())}");
        }

        var inside = Path.Combine(folder, SocketName);
        return new(AgentScope.User, folder, Encoding.UTF8.GetByteCount(inside) <= LongestSocketPath
            ? inside
            : $"{ShortSocketFolder(userId)}/{Digest(folder)}.sock");
    }

    /// <summary>
    /// The home of the machine's agent, the same for everybody. On Unix its socket lies apart from its files, in a folder that the group
    /// <see cref="MachineService.Account"/> may enter.
    /// </summary>
    /// <param name="system">The operating system.</param>
    /// <param name="sharedData">Windows' folder for the data of all users; not asked for elsewhere.</param>
    public static AgentHome OfMachine(OSPlatform system, string sharedData)
    {
        if (system == OSPlatform.Windows)
        {
            return new(AgentScope.Machine, Path.Combine(sharedData, FolderName), "dns4me-machine");
        }

        return system == OSPlatform.OSX
            ? new(AgentScope.Machine, "/Library/Application Support/DNS4Me/state", "/Library/Application Support/DNS4Me/run/" + SocketName)
            : new(AgentScope.Machine, "/var/lib/dns4me", "/run/dns4me/" + SocketName);
    }

    /// <summary>Which home a console's commands are for: the one that the user has named, else the machine's if there is one, else the user's own.</summary>
    /// <param name="overridden">The value of <see cref="Variable"/>; null or empty when it is not set.</param>
    /// <param name="user">The user's home.</param>
    /// <param name="machine">The machine's home.</param>
    /// <param name="machineIsServed">Whether the machine's service is installed, or its endpoint is there.</param>
    public static AgentHome OfConsole(string? overridden, AgentHome user, AgentHome machine, bool machineIsServed)
        => string.IsNullOrEmpty(overridden) && machineIsServed ? machine : user;

    /// <summary>The folder, 0700 and the owner's alone, for the sockets of homes whose own path is too long for one.</summary>
    public static string ShortSocketFolder(string userId) => $"/tmp/dns4me-{userId}";

    private static string Digest(string text)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)), 0, 8).Replace("-", "").ToLowerInvariant();
    }
}
