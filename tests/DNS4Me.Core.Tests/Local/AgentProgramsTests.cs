using System.Runtime.InteropServices;
using DNS4Me.Local;

namespace DNS4Me.Tests.Local;

/// <summary>Where a module looks for the agent's program.</summary>
public class AgentProgramsTests
{
    [Theory]
    [InlineData("LINUX", Architecture.X64, "m/agent/dns4me-agent m/agent/linux-x64/dns4me-agent /usr/local/libexec/dns4me/agent/dns4me-agent /usr/libexec/dns4me/agent/dns4me-agent")]
    [InlineData("OSX", Architecture.Arm64, "m/agent/dns4me-agent m/agent/osx-arm64/dns4me-agent /Library/Application_Support/DNS4Me/agent/dns4me-agent")]
    [InlineData("WINDOWS", Architecture.X64, "m/agent/dns4me-agent.exe m/agent/win-x64/dns4me-agent.exe p/DNS4Me/agent/dns4me-agent.exe")]
    [InlineData("WINDOWS", Architecture.Arm64, "m/agent/dns4me-agent.exe m/agent/win-arm64/dns4me-agent.exe m/agent/win-x64/dns4me-agent.exe p/DNS4Me/agent/dns4me-agent.exe")]
    public void The_modules_own_program_goes_before_the_machines(string system, Architecture processor, string places)
        => Assert.Equal(places.Split(' '), AgentPrograms.Candidates("m", OSPlatform.Create(system), processor, "p").Select(place => place.Replace('\\', '/').Replace(' ', '_')));
}
