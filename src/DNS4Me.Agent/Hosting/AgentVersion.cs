using System.Reflection;

namespace DNS4Me.Agent.Hosting;

/// <summary>The agent's version.</summary>
internal static class AgentVersion
{
    /// <summary>The version as people know it: without the commit that the build adds.</summary>
    public static string Text { get; } = typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
