using System.Xml.Linq;
using DNS4Me.Local;

namespace DNS4Me.Agent.Installation.Launchd;

/// <summary>
/// The property list of the machine's agent (launchd.plist(5)). It runs as root, whose alone the state is, with the group whose members may speak to it. Loaded is
/// started; whether it is loaded with the system is launchd's own note, which <c>launchctl enable</c> and <c>disable</c> make.
/// </summary>
internal static class LaunchdPlist
{
    private const string PublicId = "-//Apple//DTD PLIST 1.0//EN";
    private const string SystemId = "http://www.apple.com/DTDs/PropertyList-1.0.dtd";

    /// <summary>The bits that files of the agent lack, 077 in octal; a property list has decimal numbers.</summary>
    private const int OwnersAlone = 0b000_111_111;

    private const int RestartSeconds = 5;

    /// <summary>The list's text.</summary>
    /// <param name="program">The program, where the system is to run it.</param>
    public static string Text(ServiceProgram program)
    {
        var document = new XDocument(
            new XDocumentType("plist", PublicId, SystemId, null),
            new XElement("plist", new XAttribute("version", "1.0"), Dictionary(
                ("Label", Text(MachineService.LaunchdLabel)),
                ("ProgramArguments", new XElement("array", new[] { program.File, MachineService.MachineArgument, AgentProtocol.ReasonArgument, nameof(AgentStartReason.Service) }.Select(Text))),
                ("EnvironmentVariables", Dictionary(program.RuntimeFolder is { } runtime ? [("DOTNET_ROOT", Text(runtime))] : [])),
                ("GroupName", Text(MachineService.Account)),
                ("Umask", Number(OwnersAlone)),
                ("RunAtLoad", new XElement("true")),
                // Started again after a failure, and not after it was stopped.
                ("KeepAlive", Dictionary(("SuccessfulExit", new XElement("false")))),
                ("ThrottleInterval", Number(RestartSeconds)),
                ("ExitTimeOut", Number((int)MachineService.StopTimeout.TotalSeconds)),
                ("ProcessType", Text("Background")))));
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{document}\n";
    }

    private static XElement Text(string text) => new("string", text);

    private static XElement Number(int number) => new("integer", number);

    private static XElement Dictionary(params (string Key, XElement Value)[] entries)
        => new("dict", entries.SelectMany(entry => new[] { new XElement("key", entry.Key), entry.Value }));
}
